set(yz_ui_sources ui/fonts.cpp ui/frame.cpp ui/layout.cpp ui/paint.cpp ui/qr.cpp ui/stage.cpp ui/targets.cpp ui/theme.cpp
    ui/touch.cpp ui/ui.cpp ui/words.cpp ui/wrap.cpp)
set(yz_ui_link Freetype::Freetype yz::zxing)
