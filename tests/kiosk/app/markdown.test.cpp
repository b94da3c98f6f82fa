#include "kiosk/app/markdown.h"

#include <catch2/catch_test_macros.hpp>

using namespace yz::kiosk;
using Kind = TextBlock::Kind;

namespace {

TextBlock paragraph(const char* text) {
  return {Kind::paragraph, "", text};
}
TextBlock item(const char* marker, const char* text) {
  return {Kind::item, marker, text};
}

std::vector<std::string> said(const char* markdown) {
  std::vector<std::string> all;
  for (const auto& sentence : sentences_of(blocks_of(markdown))) all.push_back(sentence.text);
  return all;
}

}  // namespace

TEST_CASE("markdown: headings, paragraphs, bullets and numbers become blocks of plain text", "[kiosk]") {
  const auto blocks = blocks_of(
      "明天停水。\n\n## 时间\n\n- **三号楼** 8:30\n- 五号楼\n\n1. 先存水\n2. 再关阀\n\n来水后先放一放。");
  CHECK(blocks == std::vector<TextBlock>{paragraph("明天停水。"),
                                         {Kind::heading, "", "时间"},
                                         item("•", "三号楼 8:30"),
                                         item("•", "五号楼"),
                                         item("1.", "先存水"),
                                         item("2.", "再关阀"),
                                         paragraph("来水后先放一放。")});
}

TEST_CASE("markdown: a list may begin elsewhere, and one may stand in another", "[kiosk]") {
  CHECK(blocks_of("3. c\n4. d") == std::vector<TextBlock>{item("3.", "c"), item("4.", "d")});
  CHECK(blocks_of("- a\n  1. b\n- c") ==
        std::vector<TextBlock>{item("•", "a"), item("1.", "b"), item("•", "c")});
  CHECK(blocks_of("- a\n\n  more of a\n\n- b") ==
        std::vector<TextBlock>{item("•", "a"), paragraph("more of a"), item("•", "b")});
}

TEST_CASE("markdown: lines broken in the file go on, with a blank only between Latin words", "[kiosk]") {
  CHECK(blocks_of("三号楼\n停水") == std::vector<TextBlock>{paragraph("三号楼停水")});
  CHECK(blocks_of("no\nwater") == std::vector<TextBlock>{paragraph("no water")});
  CHECK(blocks_of("一行  \n二行") == std::vector<TextBlock>{paragraph("一行\n二行")});
}

TEST_CASE("markdown: links leave their words, pictures and HTML nothing to touch", "[kiosk]") {
  CHECK(blocks_of("看[这里](https://example.org)。") == std::vector<TextBlock>{paragraph("看这里。")});
  CHECK(blocks_of("前![图](a.png)后") == std::vector<TextBlock>{paragraph("前后")});
  CHECK(blocks_of("<b>粗</b>") == std::vector<TextBlock>{paragraph("<b>粗</b>")});
  CHECK(blocks_of("1 &lt; 2 &amp; 3 &copy;") == std::vector<TextBlock>{paragraph("1 < 2 & 3 ©")});
  CHECK(blocks_of("").empty());
  CHECK(blocks_of("![](a.png)").empty());
}

TEST_CASE("markdown: what is too long ends at a whole character, what is too much at a block", "[kiosk]") {
  std::string many;
  while (many.size() < 70'000) many += "水";
  const auto cut = blocks_of(many);
  REQUIRE(cut.size() == 1);
  CHECK(cut[0].text.size() == 65'535);
  std::string blocks;
  for (int i = 0; i < 1'000; ++i) blocks += "a\n\n";
  CHECK(blocks_of(blocks).size() == 400);
}

TEST_CASE("markdown: what is read aloud is cut into sentences, and keeps its block", "[kiosk]") {
  CHECK(said("先挂断。别回拨！问谁？") == std::vector<std::string>{"先挂断。", "别回拨！", "问谁？"});
  CHECK(said("Hang up. Do not call back") == std::vector<std::string>{"Hang up. ", "Do not call back"});
  CHECK(said("10.5 元") == std::vector<std::string>{"10.5 元"});
  const auto sentences = sentences_of(blocks_of("# 甲\n\n乙。丙。\n\n- 丁"));
  REQUIRE(sentences.size() == 4);
  CHECK(sentences[0].block == 0);
  CHECK(sentences[2].block == 1);
  CHECK(sentences[3].block == 2);
}
