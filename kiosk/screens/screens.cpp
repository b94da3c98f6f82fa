// Every screen there is. A new one: its file, its declaration and its row here, its words in assets/text.
#include <array>

#include "kiosk/app/screen.h"

namespace yz::kiosk {

std::unique_ptr<Screen> make_access(Services& services, const Params& params);
std::unique_ptr<Screen> make_attract(Services& services, const Params& params);
std::unique_ptr<Screen> make_help_ask(Services& services, const Params& params);
std::unique_ptr<Screen> make_help_kind(Services& services, const Params& params);
std::unique_ptr<Screen> make_help_offline(Services& services, const Params& params);
std::unique_ptr<Screen> make_help_sent(Services& services, const Params& params);
std::unique_ptr<Screen> make_help_staff(Services& services, const Params& params);
std::unique_ptr<Screen> make_home(Services& services, const Params& params);
std::unique_ptr<Screen> make_identity_consent(Services& services, const Params& params);
std::unique_ptr<Screen> make_identity_read(Services& services, const Params& params);
std::unique_ptr<Screen> make_identity_type(Services& services, const Params& params);
std::unique_ptr<Screen> make_idle_ask(Services& services, const Params& params);
std::unique_ptr<Screen> make_leave_ask(Services& services, const Params& params);
std::unique_ptr<Screen> make_lessons_checkin(Services& services, const Params& params);
std::unique_ptr<Screen> make_lessons_done(Services& services, const Params& params);
std::unique_ptr<Screen> make_lessons_find(Services& services, const Params& params);
std::unique_ptr<Screen> make_lessons_home(Services& services, const Params& params);
std::unique_ptr<Screen> make_lessons_list(Services& services, const Params& params);
std::unique_ptr<Screen> make_lessons_mine(Services& services, const Params& params);
std::unique_ptr<Screen> make_lessons_one(Services& services, const Params& params);
std::unique_ptr<Screen> make_lessons_phone(Services& services, const Params& params);
std::unique_ptr<Screen> make_lessons_session(Services& services, const Params& params);
std::unique_ptr<Screen> make_notices(Services& services, const Params& params);
std::unique_ptr<Screen> make_notices_emergency(Services& services, const Params& params);
std::unique_ptr<Screen> make_notices_one(Services& services, const Params& params);
std::unique_ptr<Screen> make_power_back(Services& services, const Params& params);
std::unique_ptr<Screen> make_practice_done(Services& services, const Params& params);
std::unique_ptr<Screen> make_practice_faults(Services& services, const Params& params);
std::unique_ptr<Screen> make_practice_list(Services& services, const Params& params);
std::unique_ptr<Screen> make_practice_play(Services& services, const Params& params);
std::unique_ptr<Screen> make_practice_scene(Services& services, const Params& params);
std::unique_ptr<Screen> make_practice_scenes(Services& services, const Params& params);
std::unique_ptr<Screen> make_scan(Services& services, const Params& params);
std::unique_ptr<Screen> make_scan_type(Services& services, const Params& params);
std::unique_ptr<Screen> make_staff_call(Services& services, const Params& params);
std::unique_ptr<Screen> make_staff_device(Services& services, const Params& params);
std::unique_ptr<Screen> make_staff_devices(Services& services, const Params& params);
std::unique_ptr<Screen> make_staff_home(Services& services, const Params& params);
std::unique_ptr<Screen> make_staff_login(Services& services, const Params& params);
std::unique_ptr<Screen> make_staff_microphone(Services& services, const Params& params);
std::unique_ptr<Screen> make_staff_print(Services& services, const Params& params);
std::unique_ptr<Screen> make_staff_sync(Services& services, const Params& params);
std::unique_ptr<Screen> make_staff_test(Services& services, const Params& params);
std::unique_ptr<Screen> make_staff_transfer(Services& services, const Params& params);
std::unique_ptr<Screen> make_staff_voice(Services& services, const Params& params);
std::unique_ptr<Screen> make_tickets_cancel(Services& services, const Params& params);
std::unique_ptr<Screen> make_tickets_choose(Services& services, const Params& params);
std::unique_ptr<Screen> make_tickets_declare(Services& services, const Params& params);
std::unique_ptr<Screen> make_tickets_done(Services& services, const Params& params);
std::unique_ptr<Screen> make_tickets_priority(Services& services, const Params& params);
std::unique_ptr<Screen> make_tickets_rate(Services& services, const Params& params);
std::unique_ptr<Screen> make_tickets_status(Services& services, const Params& params);
std::unique_ptr<Screen> make_wishes_category(Services& services, const Params& params);
std::unique_ptr<Screen> make_wishes_check(Services& services, const Params& params);
std::unique_ptr<Screen> make_wishes_claim(Services& services, const Params& params);
std::unique_ptr<Screen> make_wishes_contact(Services& services, const Params& params);
std::unique_ptr<Screen> make_wishes_done(Services& services, const Params& params);
std::unique_ptr<Screen> make_wishes_find(Services& services, const Params& params);
std::unique_ptr<Screen> make_wishes_home(Services& services, const Params& params);
std::unique_ptr<Screen> make_wishes_how(Services& services, const Params& params);
std::unique_ptr<Screen> make_wishes_kind(Services& services, const Params& params);
std::unique_ptr<Screen> make_wishes_mine(Services& services, const Params& params);
std::unique_ptr<Screen> make_wishes_one(Services& services, const Params& params);
std::unique_ptr<Screen> make_wishes_phone(Services& services, const Params& params);
std::unique_ptr<Screen> make_wishes_place(Services& services, const Params& params);
std::unique_ptr<Screen> make_wishes_rate(Services& services, const Params& params);
std::unique_ptr<Screen> make_wishes_type(Services& services, const Params& params);
std::unique_ptr<Screen> make_wishes_unsent(Services& services, const Params& params);
std::unique_ptr<Screen> make_wishes_wall(Services& services, const Params& params);
std::unique_ptr<Screen> make_wishes_way(Services& services, const Params& params);
std::unique_ptr<Screen> make_wishes_words(Services& services, const Params& params);
std::unique_ptr<Screen> make_wishes_paper(Services& services, const Params& params);
std::unique_ptr<Screen> make_wishes_voice(Services& services, const Params& params);

namespace {

constexpr std::array table{
    ScreenRow{"access", make_access},
    ScreenRow{"attract", make_attract, IdleRule::never},
    ScreenRow{"help.ask", make_help_ask},
    ScreenRow{"help.kind", make_help_kind, IdleRule::never},
    ScreenRow{"help.offline", make_help_offline, IdleRule::never},
    ScreenRow{"help.sent", make_help_sent, IdleRule::never},
    ScreenRow{"help.staff", make_help_staff, IdleRule::unhurried},
    ScreenRow{"home", make_home, IdleRule::home},
    ScreenRow{"identity.consent", make_identity_consent},
    ScreenRow{"identity.read", make_identity_read},
    ScreenRow{"identity.type", make_identity_type},
    ScreenRow{"idle.ask", make_idle_ask, IdleRule::question},
    ScreenRow{"leave.ask", make_leave_ask},
    ScreenRow{"lessons.checkin", make_lessons_checkin},
    ScreenRow{"lessons.done", make_lessons_done, IdleRule::result},
    ScreenRow{"lessons.find", make_lessons_find},
    ScreenRow{"lessons.home", make_lessons_home},
    ScreenRow{"lessons.list", make_lessons_list},
    ScreenRow{"lessons.mine", make_lessons_mine},
    ScreenRow{"lessons.one", make_lessons_one},
    ScreenRow{"lessons.phone", make_lessons_phone},
    ScreenRow{"lessons.session", make_lessons_session},
    ScreenRow{"notices", make_notices},
    ScreenRow{"notices.emergency", make_notices_emergency, IdleRule::takeover},
    ScreenRow{"notices.one", make_notices_one, IdleRule::unhurried},
    ScreenRow{"power.back", make_power_back, IdleRule::result},
    ScreenRow{"practice.done", make_practice_done, IdleRule::result},
    ScreenRow{"practice.faults", make_practice_faults, IdleRule::unhurried},
    ScreenRow{"practice.list", make_practice_list},
    ScreenRow{"practice.play", make_practice_play, IdleRule::unhurried},
    ScreenRow{"practice.scene", make_practice_scene, IdleRule::unhurried},
    ScreenRow{"practice.scenes", make_practice_scenes},
    ScreenRow{"scan", make_scan},
    ScreenRow{"scan.type", make_scan_type},
    ScreenRow{"staff.call", make_staff_call, IdleRule::staff},
    ScreenRow{"staff.device", make_staff_device, IdleRule::staff},
    ScreenRow{"staff.devices", make_staff_devices, IdleRule::staff},
    ScreenRow{"staff.home", make_staff_home, IdleRule::staff},
    ScreenRow{"staff.login", make_staff_login, IdleRule::staff},
    ScreenRow{"staff.microphone", make_staff_microphone, IdleRule::staff},
    ScreenRow{"staff.print", make_staff_print, IdleRule::staff},
    ScreenRow{"staff.sync", make_staff_sync, IdleRule::staff},
    ScreenRow{"staff.test", make_staff_test, IdleRule::staff},
    ScreenRow{"staff.transfer", make_staff_transfer, IdleRule::staff},
    ScreenRow{"staff.voice", make_staff_voice, IdleRule::staff},
    ScreenRow{"tickets.cancel", make_tickets_cancel},
    ScreenRow{"tickets.choose", make_tickets_choose},
    ScreenRow{"tickets.declare", make_tickets_declare},
    ScreenRow{"tickets.done", make_tickets_done, IdleRule::result},
    ScreenRow{"tickets.priority", make_tickets_priority},
    ScreenRow{"tickets.rate", make_tickets_rate},
    ScreenRow{"tickets.status", make_tickets_status},
    ScreenRow{"wishes.category", make_wishes_category},
    ScreenRow{"wishes.check", make_wishes_check},
    ScreenRow{"wishes.claim", make_wishes_claim},
    ScreenRow{"wishes.contact", make_wishes_contact},
    ScreenRow{"wishes.done", make_wishes_done, IdleRule::result},
    ScreenRow{"wishes.find", make_wishes_find},
    ScreenRow{"wishes.home", make_wishes_home},
    ScreenRow{"wishes.how", make_wishes_how},
    ScreenRow{"wishes.kind", make_wishes_kind},
    ScreenRow{"wishes.mine", make_wishes_mine},
    ScreenRow{"wishes.one", make_wishes_one},
    ScreenRow{"wishes.phone", make_wishes_phone},
    ScreenRow{"wishes.place", make_wishes_place},
    ScreenRow{"wishes.rate", make_wishes_rate},
    ScreenRow{"wishes.type", make_wishes_type},
    ScreenRow{"wishes.unsent", make_wishes_unsent},
    ScreenRow{"wishes.wall", make_wishes_wall},
    ScreenRow{"wishes.way", make_wishes_way},
    ScreenRow{"wishes.words", make_wishes_words, IdleRule::unhurried},
    ScreenRow{"wishes.paper", make_wishes_paper, IdleRule::unhurried},
    ScreenRow{"wishes.voice", make_wishes_voice, IdleRule::unhurried},
};

}  // namespace

std::span<const ScreenRow> screens() {
  return table;
}

}  // namespace yz::kiosk
