// All a screen may reach. References to objects of the UI thread that live as long as the program.
#pragma once

#include "base/clock.h"
#include "kiosk/app/call_board.h"
#include "kiosk/app/device_desk.h"
#include "kiosk/app/navigation.h"
#include "kiosk/app/session.h"
#include "kiosk/app/speaker.h"
#include "kiosk/app/staff_desk.h"
#include "kiosk/app/texts.h"
#include "kiosk/app/ticket_desk.h"
#include "kiosk/app/trial_desk.h"
#include "kiosk/app/views.h"

namespace yz::kiosk {

/// The panel, as kiosk.toml describes it.
struct Panel {
  int width{1080};
  int height{1920};
  float diagonal_in{21.5F};
  int bottom_mm{800};  // lower edge above the floor
};

struct Services {
  Navigation& navigation;
  Session& session;
  TicketDesk& tickets;
  CallBoard& calls;
  DeviceDesk& devices;
  IdentityDesk& identity;
  ScanDesk& scan;
  TrialDesk& trial;
  Speaker& speech;
  StaffDesk& staff;
  Texts& texts;
  const SystemView& system;
  const domain::Station& station;
  const Panel& panel;
  const Clock& clock;
};

}  // namespace yz::kiosk
