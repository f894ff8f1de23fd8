# SPDX-FileCopyrightText: 2026 Sendwright contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The Debian package, made by `cpack` in the build folder of the preset `package`; packaging/linux/build.sh does all of it.

# Nobody answers at example.org: who publishes a package sets this and the same address in packaging/linux/changelog.
set(SENDWRIGHT_MAINTAINER "Sendwright contributors <sendwright@example.org>" CACHE STRING "Maintainer of the .deb")

# Only the package gets these two; `cmake --install` does not.
sw_install_compressed(${CMAKE_CURRENT_SOURCE_DIR}/changelog changelog ${CMAKE_INSTALL_DOCDIR}
  COMPONENT debian EXCLUDE_FROM_ALL)
install(FILES copyright DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT debian EXCLUDE_FROM_ALL)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME sendwright)
set(CPACK_PACKAGE_VENDOR "Sendwright contributors")
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ
  WORLD_EXECUTE)
# One package of two components: the licence's own text is left out, since Debian has it in common-licenses.
set(CPACK_MONOLITHIC_INSTALL ON)
set(CPACK_INSTALL_CMAKE_PROJECTS
  "${PROJECT_BINARY_DIR};sendwright;Unspecified;/;${PROJECT_BINARY_DIR};sendwright;debian;/")

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "${SENDWRIGHT_MAINTAINER}")
set(CPACK_DEBIAN_PACKAGE_SECTION mail)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
# Libraries are found by dpkg-shlibdeps. Zones of exports are looked up in tzdata, which no library asks for.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS tzdata)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS fonts-inter)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS qt6-wayland)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "workbench for Exchange mail flow over TLS")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Sendwright opens the SMTP protocol logs of an Exchange server and the Windows
event logs exported beside them, groups their entries by session, and names the
step of the TLS handshake that failed and its likely cause, with the lines this
rests on.

It goes through a checklist (connector, firewall, certificate, key permissions)
and writes an HTML report for the ticket. Evidence is read, never changed. The
same engine runs without a window as sendwright-cli.")
include(CPack)
