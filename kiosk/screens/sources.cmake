set(yz_screen_sources screens/access.cpp screens/asks.cpp screens/attract.cpp screens/help.cpp screens/home.cpp
    screens/identity.cpp screens/scan.cpp screens/screens.cpp screens/staff_call.cpp screens/staff_devices.cpp
    screens/staff_home.cpp screens/staff_login.cpp screens/staff_print.cpp screens/staff_sync.cpp
    screens/tickets_choose.cpp screens/tickets_done.cpp screens/tickets_priority.cpp screens/tickets_status.cpp)
