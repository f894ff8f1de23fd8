# SPDX-FileCopyrightText: 2026 Sendwright contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# sw_windows_resource(PROGRAM DESCRIPTION): icon, version and manifest of a Windows program. Nothing elsewhere.

set(sw_windows ${CMAKE_CURRENT_LIST_DIR})

# The icon in the sizes that Explorer, the task bar and the title bar ask for, drawn from the SVG.
function(sw_windows_icon into)
  find_program(RSVG_CONVERT rsvg-convert REQUIRED)
  find_program(IMAGEMAGICK_CONVERT convert REQUIRED)
  set(svg ${PROJECT_SOURCE_DIR}/resources/icons/sendwright.svg)
  set(icon ${PROJECT_BINARY_DIR}/sendwright.ico)
  set(pictures "")
  set(draw "")
  foreach(size 16 20 24 32 40 48 64 256)
    set(picture ${PROJECT_BINARY_DIR}/sendwright-${size}.png)
    list(APPEND pictures ${picture})
    list(APPEND draw COMMAND ${RSVG_CONVERT} -w ${size} -h ${size} -o ${picture} ${svg})
  endforeach()
  if(NOT TARGET sendwright_icon)
    add_custom_command(OUTPUT ${icon} ${draw} COMMAND ${IMAGEMAGICK_CONVERT} ${pictures} ${icon}
      DEPENDS ${svg} VERBATIM)
    add_custom_target(sendwright_icon DEPENDS ${icon})
  endif()
  set(${into} ${icon} PARENT_SCOPE)
endfunction()

function(sw_windows_resource sw_program sw_description)
  if(NOT WIN32)
    return()
  endif()
  sw_windows_icon(sw_icon)
  set(sw_manifest ${sw_windows}/program.manifest)
  set(script ${CMAKE_CURRENT_BINARY_DIR}/${sw_program}.rc)
  configure_file(${sw_windows}/program.rc.in ${script} @ONLY)
  set_source_files_properties(${script} PROPERTIES OBJECT_DEPENDS "${sw_icon};${sw_manifest}")
  target_sources(${sw_program} PRIVATE ${script})
  add_dependencies(${sw_program} sendwright_icon)
endfunction()
