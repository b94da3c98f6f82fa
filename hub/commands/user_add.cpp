// yizhan-hub user add. The password is hashed here, so that it never crosses a socket.
#include <iostream>

#include "hub/commands/admin_channel.h"
#include "hub/commands/commands.h"
#include "hub/password_rules.h"

namespace yz::hub {

namespace {

struct UserOptions {
  std::string name;
  std::string role;
  std::string station;
  std::string display_name;
  std::string unit;
  bool is_from_stdin{};
};

constexpr std::size_t first_password_chars = 12;

Result<Said> add_user(const Common& common, const UserOptions& options, const Clock& clock) {
  std::string typed;
  if (options.is_from_stdin) {
    std::getline(std::cin, typed);
  } else {
    typed = random_code(first_password_chars);
  }
  const Sensitive<std::string> password(std::move(typed));
  if (auto good = check_password(password); !good) {
    return fail(Code::invalid,
                "--password-stdin: " + good.error().what + "; 8 to 256 characters, not an easy one");
  }
  const auto hash = hash_password(password);
  if (!hash) return fail(hash.error());
  auto done = ask_hub(common.data, clock,
                      {{"do", "user.add"},
                       {"name", options.name},
                       {"role", options.role},
                       {"station", options.station},
                       {"display_name", options.display_name},
                       {"unit", options.unit},
                       {"is_first", !options.is_from_stdin},
                       {"password_hash", *hash}});
  if (!done) return fail(done.error());
  std::string text = "user " + options.name + " added";
  if (!options.is_from_stdin) {
    (*done)["first_password"] = password.reveal();
    text += "; first password (15 minutes, to be changed at the first login): " + password.reveal();
  }
  return Said{*done, text};
}

}  // namespace

Command add_user_add(CLI::App& group, Common& common, const Clock& clock) {
  auto options = std::make_shared<UserOptions>();
  CLI::App* app =
      group.add_subcommand("add", "adds someone who logs in: at a counter, for the wishes, or an admin");
  add_common(*app, common);
  app->add_option("--name", options->name, "what they log in with")->required();
  app->add_option("--role", options->role, "counter, dispatcher, unit or admin")->required();
  app->add_option("--station", options->station, "an admin without one sees all stations");
  app->add_option("--display-name", options->display_name,
                  "what residents see of it, masked, when they are helped; else the name");
  app->add_option("--unit", options->unit, "of the role unit: whose wishes it works on, as content names it");
  app->add_flag("--password-stdin", options->is_from_stdin,
                "reads the password; else a first one is made and shown");
  return {app, [&common, &clock, options] { return add_user(common, *options, clock); }};
}

}  // namespace yz::hub
