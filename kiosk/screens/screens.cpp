// Every screen there is. A new one: its file, its declaration and its row here, its words in assets/text.
#include <array>

#include "kiosk/app/screen.h"

namespace yz::kiosk {

std::unique_ptr<Screen> make_access(Services& services, const Params& params);
std::unique_ptr<Screen> make_attract(Services& services, const Params& params);
std::unique_ptr<Screen> make_help(Services& services, const Params& params);
std::unique_ptr<Screen> make_home(Services& services, const Params& params);
std::unique_ptr<Screen> make_identity_consent(Services& services, const Params& params);
std::unique_ptr<Screen> make_identity_read(Services& services, const Params& params);
std::unique_ptr<Screen> make_identity_type(Services& services, const Params& params);
std::unique_ptr<Screen> make_idle_ask(Services& services, const Params& params);
std::unique_ptr<Screen> make_leave_ask(Services& services, const Params& params);
std::unique_ptr<Screen> make_power_back(Services& services, const Params& params);
std::unique_ptr<Screen> make_scan(Services& services, const Params& params);
std::unique_ptr<Screen> make_scan_type(Services& services, const Params& params);
std::unique_ptr<Screen> make_staff_call(Services& services, const Params& params);
std::unique_ptr<Screen> make_staff_device(Services& services, const Params& params);
std::unique_ptr<Screen> make_staff_devices(Services& services, const Params& params);
std::unique_ptr<Screen> make_staff_home(Services& services, const Params& params);
std::unique_ptr<Screen> make_staff_login(Services& services, const Params& params);
std::unique_ptr<Screen> make_staff_print(Services& services, const Params& params);
std::unique_ptr<Screen> make_staff_sync(Services& services, const Params& params);
std::unique_ptr<Screen> make_staff_test(Services& services, const Params& params);
std::unique_ptr<Screen> make_staff_transfer(Services& services, const Params& params);
std::unique_ptr<Screen> make_tickets_cancel(Services& services, const Params& params);
std::unique_ptr<Screen> make_tickets_choose(Services& services, const Params& params);
std::unique_ptr<Screen> make_tickets_declare(Services& services, const Params& params);
std::unique_ptr<Screen> make_tickets_done(Services& services, const Params& params);
std::unique_ptr<Screen> make_tickets_priority(Services& services, const Params& params);
std::unique_ptr<Screen> make_tickets_rate(Services& services, const Params& params);
std::unique_ptr<Screen> make_tickets_status(Services& services, const Params& params);

namespace {

constexpr std::array table{
    ScreenRow{"access", make_access},
    ScreenRow{"attract", make_attract, IdleRule::never},
    ScreenRow{"help", make_help, IdleRule::unhurried},
    ScreenRow{"home", make_home, IdleRule::home},
    ScreenRow{"identity.consent", make_identity_consent},
    ScreenRow{"identity.read", make_identity_read},
    ScreenRow{"identity.type", make_identity_type},
    ScreenRow{"idle.ask", make_idle_ask, IdleRule::question},
    ScreenRow{"leave.ask", make_leave_ask},
    ScreenRow{"power.back", make_power_back, IdleRule::result},
    ScreenRow{"scan", make_scan},
    ScreenRow{"scan.type", make_scan_type},
    ScreenRow{"staff.call", make_staff_call, IdleRule::staff},
    ScreenRow{"staff.device", make_staff_device, IdleRule::staff},
    ScreenRow{"staff.devices", make_staff_devices, IdleRule::staff},
    ScreenRow{"staff.home", make_staff_home, IdleRule::staff},
    ScreenRow{"staff.login", make_staff_login, IdleRule::staff},
    ScreenRow{"staff.print", make_staff_print, IdleRule::staff},
    ScreenRow{"staff.sync", make_staff_sync, IdleRule::staff},
    ScreenRow{"staff.test", make_staff_test, IdleRule::staff},
    ScreenRow{"staff.transfer", make_staff_transfer, IdleRule::staff},
    ScreenRow{"tickets.cancel", make_tickets_cancel},
    ScreenRow{"tickets.choose", make_tickets_choose},
    ScreenRow{"tickets.declare", make_tickets_declare},
    ScreenRow{"tickets.done", make_tickets_done, IdleRule::result},
    ScreenRow{"tickets.priority", make_tickets_priority},
    ScreenRow{"tickets.rate", make_tickets_rate},
    ScreenRow{"tickets.status", make_tickets_status},
};

}  // namespace

std::span<const ScreenRow> screens() {
  return table;
}

}  // namespace yz::kiosk
