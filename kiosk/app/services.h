// All a screen may reach. References to objects of the UI thread that live as long as the program.
#pragma once

#include "base/clock.h"
#include "domain/content/wish_content.h"
#include "kiosk/app/call_board.h"
#include "kiosk/app/device_desk.h"
#include "kiosk/app/help_desk.h"
#include "kiosk/app/input_desk.h"
#include "kiosk/app/lesson_desk.h"
#include "kiosk/app/navigation.h"
#include "kiosk/app/notice_desk.h"
#include "kiosk/app/panel_light.h"
#include "kiosk/app/photo_desk.h"
#include "kiosk/app/practice_desk.h"
#include "kiosk/app/session.h"
#include "kiosk/app/sound_desk.h"
#include "kiosk/app/speaker.h"
#include "kiosk/app/staff_desk.h"
#include "kiosk/app/texts.h"
#include "kiosk/app/ticket_desk.h"
#include "kiosk/app/trial_desk.h"
#include "kiosk/app/views.h"
#include "kiosk/app/voice_desk.h"
#include "kiosk/app/wish_desk.h"

namespace yz::kiosk {

/// The panel, as kiosk.toml describes it.
struct Panel {
  int width{1080};
  int height{1920};
  float diagonal_in{21.5F};
  int bottom_mm{800};  // lower edge above the floor
  bool dark_when_closed{true};
};

struct Services {
  Navigation& navigation;
  Session& session;
  TicketDesk& tickets;
  WishDesk& wishes;
  LessonDesk& lessons;
  CallBoard& calls;
  DeviceDesk& devices;
  IdentityDesk& identity;
  ScanDesk& scan;
  TrialDesk& trial;
  SoundDesk& sound;
  VoiceDesk& voice;
  PhotoDesk& photos;
  InputDesk& input;
  Speaker& speech;
  StaffDesk& staff;
  HelpDesk& help;
  NoticeDesk& notices;
  PracticeDesk& practice;
  Texts& texts;
  const SystemView& system;
  const domain::Station& station;
  const domain::WishContent& wish_content;
  const domain::LessonContent& classes;
  PanelLight& light;
  const Panel& panel;
  const Clock& clock;
};

}  // namespace yz::kiosk
