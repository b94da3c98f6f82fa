#include "kiosk/ui/illustrations.h"

#include <array>
#include <cmath>

#include "kiosk/ui/canvas.h"

namespace yz::ui {
namespace {

/// What the colours stand for in a picture.
struct Tints {
  Colour ground;  // the paper
  Colour back;    // the soft disc behind
  Colour body;    // things: reader, telephone, lines
  Colour accent;  // what matters: arrow, vest, ink
  Colour warm;    // hands and faces
  Colour light;   // paper, cards, hair
  Colour on_light;
};

Tints tints_of(bool high_contrast) {
  const Palette& palette = palette_of(high_contrast);
  const auto ink = [&](Ink which) { return colour_of(palette, which); };
  if (high_contrast)
    return {ink(Ink::paper), ink(Ink::paper), ink(Ink::text), ink(Ink::gold),
            ink(Ink::gold),  ink(Ink::text),  ink(Ink::paper)};
  return {ink(Ink::paper), ink(Ink::notice), ink(Ink::slate), ink(Ink::main),
          ink(Ink::gold),  ink(Ink::card),   ink(Ink::slate)};
}

class Pen {
 public:
  Pen(Canvas& canvas, const Tints& tints) : canvas_(canvas), tints_(tints) {}

  void backdrop() { canvas_.disc({240, 200}, 196, tints_.back); }

  void arrow(Point from, Point to) {
    constexpr float head = 46;
    const float length = std::hypot(to.x - from.x, to.y - from.y);
    const Point along{(to.x - from.x) / length, (to.y - from.y) / length};
    const Point neck{to.x - along.x * head, to.y - along.y * head};
    canvas_.stroke(std::array{from, neck}, 22, tints_.accent);
    canvas_.polygon(std::array{to, Point{neck.x - along.y * head * 0.7F, neck.y + along.x * head * 0.7F},
                               Point{neck.x + along.y * head * 0.7F, neck.y - along.x * head * 0.7F}},
                    6, tints_.accent);
  }

  /// The kiosk's own reader, where cards and codes go: lower right, with its lit field.
  void reader() {
    canvas_.box({362, 352}, 196, 76, 24, 0, tints_.body);
    canvas_.box({362, 336}, 140, 18, 9, 0, tints_.warm);
  }

  /// A hand that holds something from the left: fingers behind, then whatever it holds, then the thumb.
  void fingers() {
    canvas_.stroke(std::array{Point{28, 392}, Point{84, 300}}, 92, tints_.accent);
    canvas_.stroke(std::array{Point{84, 300}, Point{112, 250}}, 84, tints_.warm);
    for (const float down : {0.0F, 34.0F, 66.0F})
      canvas_.stroke(std::array{Point{112, 216 + down}, Point{176 - down * 0.2F, 190 + down}}, 32,
                     tints_.warm);
  }
  void thumb() { canvas_.stroke(std::array{Point{112, 268}, Point{172, 258}}, 36, tints_.warm); }

  void face(Point centre, float radius) {
    canvas_.disc(centre, radius, tints_.warm);
    for (const float side : {-1.0F, 1.0F})
      canvas_.disc({centre.x + side * radius * 0.38F, centre.y - radius * 0.05F}, radius * 0.11F, dark());
  }
  void smile(Point centre, float radius) { canvas_.arc(centre, radius * 0.45F, 35, 145, 8, dark()); }

  /// On warm ground.
  [[nodiscard]] Colour dark() const { return tints_.on_light; }

 private:
  Canvas& canvas_;
  const Tints& tints_;
};

void draw_card(Canvas& canvas, const Tints& tints) {
  Pen pen(canvas, tints);
  pen.backdrop();
  pen.reader();
  pen.fingers();
  constexpr float turn = -6;
  canvas.box({232, 178}, 236, 156, 22, turn, tints.body);
  canvas.box({232, 178}, 220, 140, 16, turn, tints.light);
  canvas.box({292, 166}, 62, 78, 10, turn, tints.body);
  canvas.disc({291, 152}, 15, tints.warm);
  canvas.oval({293, 189}, 24, 15, tints.warm);
  canvas.stroke(std::array{Point{160, 152}, Point{232, 144}}, 14, tints.on_light);
  canvas.stroke(std::array{Point{163, 184}, Point{222, 178}}, 14, tints.on_light);
  canvas.stroke(std::array{Point{167, 218}, Point{300, 226 - 22}}, 14, tints.on_light);
  pen.thumb();
  pen.arrow({378, 196}, {370, 302});
}

void draw_code(Canvas& canvas, const Tints& tints) {
  Pen pen(canvas, tints);
  pen.backdrop();
  pen.reader();
  pen.fingers();
  constexpr float turn = -8;
  canvas.box({220, 178}, 164, 272, 30, turn, tints.body);
  canvas.box({220, 178}, 138, 222, 14, turn, tints.light);
  // Three eyes and some dots: enough to be seen as a code, too little to be read as one.
  const auto at = [](float x, float y) {  // in the telephone's own directions
    constexpr float cosine = 0.99F;
    constexpr float sine = -0.139F;
    return Point{220 + x * cosine - y * sine, 178 + x * sine + y * cosine};
  };
  for (const auto& [x, y] : {std::pair{-34.0F, -34.0F}, std::pair{34.0F, -34.0F}, std::pair{-34.0F, 34.0F}}) {
    canvas.box(at(x, y), 44, 44, 8, turn, tints.on_light);
    canvas.box(at(x, y), 26, 26, 4, turn, tints.light);
    canvas.box(at(x, y), 14, 14, 3, turn, tints.on_light);
  }
  for (const auto& [x, y] : {std::pair{20.0F, 20.0F}, std::pair{48.0F, 20.0F}, std::pair{34.0F, 34.0F},
                             std::pair{20.0F, 48.0F}, std::pair{48.0F, 48.0F}})
    canvas.box(at(x, y), 14, 14, 3, turn, tints.on_light);
  canvas.stroke(std::array{at(-26, 90), at(26, 90)}, 10, tints.accent);
  pen.thumb();
  pen.arrow({378, 190}, {370, 302});
}

void draw_writing(Canvas& canvas, const Tints& tints) {
  Pen pen(canvas, tints);
  pen.backdrop();
  canvas.box({210, 210}, 276, 276, 26, 0, tints.body);
  canvas.box({210, 210}, 256, 256, 18, 0, tints.light);
  // The guide of practice paper, under the strokes of a person's first character.
  for (const float along : {0.0F, 1.0F, 2.0F, 3.0F, 4.0F, 5.0F}) {
    const float from = 96 + along * 40;
    canvas.stroke(std::array{Point{from, 210}, Point{from + 18, 210}}, 6, tints.warm);
    canvas.stroke(std::array{Point{210, from}, Point{210, from + 18}}, 6, tints.warm);
  }
  canvas.bow({208, 124}, {204, 230}, {122, 300}, 22, tints.on_light);
  canvas.bow({210, 190}, {232, 262}, {262, 282}, 22, tints.on_light);
  // Pencil and hand, from the lower right: fingers, the pencil over them, the thumb over it.
  canvas.stroke(std::array{Point{462, 412}, Point{412, 352}}, 92, tints.accent);
  canvas.stroke(std::array{Point{402, 340}, Point{380, 306}}, 84, tints.warm);
  canvas.stroke(std::array{Point{372, 330}, Point{318, 318}}, 34, tints.warm);
  canvas.stroke(std::array{Point{430, 110}, Point{313, 248}}, 30, tints.body);
  canvas.polygon(std::array{Point{272, 294}, Point{296, 238}, Point{323, 261}}, 8, tints.on_light);
  canvas.polygon(std::array{Point{272, 294}, Point{296, 238}, Point{323, 261}}, 1, tints.light);
  canvas.polygon(std::array{Point{271, 295}, Point{281, 274}, Point{291, 283}}, 3, tints.on_light);
  canvas.stroke(std::array{Point{392, 262}, Point{344, 238}}, 34, tints.warm);
  canvas.stroke(std::array{Point{380, 300}, Point{332, 276}}, 36, tints.warm);
}

void draw_speaking(Canvas& canvas, const Tints& tints) {
  Pen pen(canvas, tints);
  pen.backdrop();
  canvas.box({180, 408}, 250, 200, 90, 0, tints.accent);
  canvas.stroke(std::array{Point{180, 250}, Point{180, 300}}, 56, tints.warm);
  canvas.disc({180, 150}, 108, tints.on_light);
  canvas.disc({180, 156}, 100, tints.light);
  pen.face({180, 174}, 92);
  canvas.oval({182, 214}, 24, 20, pen.dark());
  canvas.oval({182, 224}, 13, 8, tints.accent);
  for (const float radius : {122.0F, 170.0F, 218.0F}) canvas.arc({206, 200}, radius, -26, 26, 20, tints.body);
}

void draw_note(Canvas& canvas, const Tints& tints) {
  Pen pen(canvas, tints);
  pen.backdrop();
  canvas.stroke(std::array{Point{196, 110}, Point{116, 258}}, 10, tints.warm);
  canvas.stroke(std::array{Point{284, 110}, Point{364, 258}}, 10, tints.warm);
  canvas.polygon(std::array{Point{118, 250}, Point{362, 250}, Point{404, 366}, Point{76, 366}}, 14,
                 tints.body);
  canvas.polygon(std::array{Point{124, 254}, Point{356, 254}, Point{394, 360}, Point{86, 360}}, 8,
                 tints.light);
  for (const auto& [y, from, to] : {std::tuple{276.0F, 156.0F, 324.0F}, std::tuple{304.0F, 144.0F, 336.0F},
                                    std::tuple{334.0F, 132.0F, 262.0F}})
    canvas.stroke(std::array{Point{from, y}, Point{to, y}}, 12, tints.on_light);
  canvas.box({240, 66}, 190, 96, 30, 0, tints.body);
  canvas.disc({240, 82}, 48, tints.body);
  canvas.disc({240, 82}, 36, tints.light);
  canvas.disc({240, 82}, 24, tints.on_light);
  canvas.disc({250, 74}, 8, tints.light);
  canvas.disc({312, 44}, 9, tints.accent);
  pen.arrow({240, 148}, {240, 236});
}

void lantern(Canvas& canvas, const Tints& tints, Point at) {
  canvas.stroke(std::array{Point{at.x, at.y - 60}, Point{at.x, at.y + 72}}, 8, tints.body);
  canvas.oval(at, 40, 36, tints.accent);
  canvas.box({at.x, at.y - 34}, 44, 14, 5, 0, tints.warm);
  canvas.box({at.x, at.y + 34}, 44, 14, 5, 0, tints.warm);
  canvas.stroke(std::array{Point{at.x, at.y + 46}, Point{at.x, at.y + 76}}, 12, tints.warm);
  canvas.bow({at.x - 2, at.y - 26}, {at.x - 26, at.y}, {at.x - 2, at.y + 26}, 6, tints.warm);
  canvas.bow({at.x + 2, at.y - 26}, {at.x + 26, at.y}, {at.x + 2, at.y + 26}, 6, tints.warm);
}

void draw_station(Canvas& canvas, const Tints& tints) {
  Pen pen(canvas, tints);
  pen.backdrop();
  canvas.box({240, 280}, 272, 170, 10, 0, tints.body);
  canvas.box({240, 280}, 256, 154, 6, 0, tints.light);
  canvas.box({240, 302}, 84, 126, 10, 0, tints.on_light);
  canvas.box({240, 308}, 64, 114, 6, 0, tints.warm);
  canvas.box({148, 276}, 60, 60, 8, 0, tints.on_light);
  canvas.box({148, 276}, 42, 42, 4, 0, tints.warm);
  canvas.box({332, 276}, 60, 60, 8, 0, tints.on_light);
  canvas.box({332, 276}, 42, 42, 4, 0, tints.warm);
  // A roof with eaves that rise at their ends.
  canvas.polygon(std::array{Point{166, 118}, Point{314, 118}, Point{384, 190}, Point{96, 190}}, 10,
                 tints.accent);
  canvas.bow({72, 182}, {110, 204}, {160, 196}, 26, tints.accent);
  canvas.bow({408, 182}, {370, 204}, {320, 196}, 26, tints.accent);
  canvas.stroke(std::array{Point{166, 112}, Point{314, 112}}, 20, tints.body);
  canvas.box({240, 216}, 150, 34, 8, 0, tints.body);
  canvas.stroke(std::array{Point{188, 216}, Point{292, 216}}, 8, tints.warm);
  canvas.stroke(std::array{Point{60, 368}, Point{420, 368}}, 16, tints.body);
  lantern(canvas, tints, {62, 270});
  lantern(canvas, tints, {418, 270});
}

void draw_helper(Canvas& canvas, const Tints& tints) {
  Pen pen(canvas, tints);
  pen.backdrop();
  // Who helps: taller, in the red vest of the volunteers.
  canvas.box({316, 372}, 190, 250, 70, 0, tints.light);
  canvas.box({316, 384}, 150, 250, 56, 0, tints.accent);
  canvas.stroke(std::array{Point{316, 262}, Point{316, 390}}, 12, tints.light);
  canvas.stroke(std::array{Point{316, 210}, Point{316, 244}}, 44, tints.warm);
  canvas.disc({316, 128}, 80, tints.on_light);
  pen.face({316, 150}, 70);
  pen.smile({316, 158}, 70);
  // Who is helped: white hair, glasses, a stick.
  canvas.box({150, 396}, 186, 216, 76, 0, tints.body);
  canvas.stroke(std::array{Point{150, 276}, Point{150, 300}}, 42, tints.warm);
  canvas.disc({150, 206}, 76, tints.on_light);
  canvas.disc({150, 206}, 68, tints.light);
  pen.face({150, 226}, 66);
  for (const float side : {-25.0F, 25.0F}) canvas.arc({150 + side, 223}, 20, 0, 360, 6, pen.dark());
  canvas.stroke(std::array{Point{145, 223}, Point{155, 223}}, 6, pen.dark());
  pen.smile({150, 236}, 66);
  canvas.arc({52, 306}, 22, 180, 360, 12, tints.accent);
  canvas.stroke(std::array{Point{74, 306}, Point{74, 396}}, 12, tints.accent);
  // The hand under her arm.
  canvas.stroke(std::array{Point{288, 330}, Point{226, 348}}, 40, tints.light);
  canvas.disc({218, 350}, 24, tints.warm);
}

}  // namespace

Drawing draw_illustration(Illustration which, int width, bool high_contrast) {
  constexpr std::array<void (*)(Canvas&, const Tints&), illustration_count> all{
      draw_card, draw_code, draw_writing, draw_speaking, draw_note, draw_station, draw_helper};
  const Tints tints = tints_of(high_contrast);
  const float scale = static_cast<float>(width) / illustration_width;
  Canvas canvas(width, static_cast<int>(std::lround(illustration_height * scale)), scale, tints.ground);
  all.at(static_cast<std::size_t>(which))(canvas, tints);
  return canvas.take();
}

}  // namespace yz::ui
