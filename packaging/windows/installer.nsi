; SPDX-FileCopyrightText: 2026 Sendwright contributors
; SPDX-License-Identifier: GPL-3.0-or-later
;
; The installer, made by build.sh. For the person who starts it, without administrator's rights; with /ALLUSERS, started
; with such rights, for everyone on the machine.
;   /S          silent            /ALLUSERS   for everyone, in Program Files
;   /D=FOLDER   into this folder  /ASSOC      double click on .swcase opens Sendwright, .evtx and folders offer it
;   /NOMENU     no entry in the Start menu
; Exit code 0: done; 1: cancelled; 2: not possible (rights are missing, or Sendwright is running).

Unicode true
Target amd64-unicode ; the 32-bit stub needs a 32-bit subsystem, which Server Core may lack
SetCompressor /SOLID lzma
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10
Name "Sendwright"
OutFile "${OUTPUT}"
BrandingText "Sendwright ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Sendwright"
VIAddVersionKey "CompanyName" "Sendwright contributors"
VIAddVersionKey "FileDescription" "Sendwright setup"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "2026 Sendwright contributors, GPL-3.0-or-later"

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh

!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Sendwright"
!define APP_PATH_KEY "Software\Microsoft\Windows\CurrentVersion\App Paths\sendwright.exe"
!define CASE_CLASS "Sendwright.case"
!define EVIDENCE_CLASS "Sendwright.evidence"
!define FOLDER_VERB "Software\Classes\Directory\shell\Sendwright"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\sendwright.exe"
!define MUI_FINISHPAGE_RUN_NOTCHECKED
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

Var Parameters
Var AllUsers ; 1 or 0

; A message that a silent run turns into exit code 2.
!macro Refuse TEXT
  MessageBox MB_OK|MB_ICONSTOP "${TEXT}" /SD IDOK
  SetErrorLevel 2
  Quit
!macroend

; SHCTX, $SMPROGRAMS and the rest follow the choice between one and all.
!macro Scope
  ${If} $AllUsers == 1
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
!macroend

; An open program cannot be replaced; asked by opening its file for writing.
!macro RefuseWhileRunning
  ${If} ${FileExists} "$INSTDIR\sendwright.exe"
    ClearErrors
    FileOpen $0 "$INSTDIR\sendwright.exe" a
    ${If} ${Errors}
      !insertmacro Refuse "Sendwright is running, or its folder may not be written to. Close it and start again."
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

!macro ForgetClass CLASS
  DeleteRegKey SHCTX "Software\Classes\${CLASS}"
!macroend

!macro Notify
  System::Call "shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)" ; SHCNE_ASSOCCHANGED
!macroend

Section "Sendwright" SectionProgram
  SectionIn RO
  !insertmacro RefuseWhileRunning
  ; Files of an older version that this one no longer has: its own uninstaller knows them.
  ${If} ${FileExists} "$INSTDIR\uninstall.exe"
    ExecWait '"$INSTDIR\uninstall.exe" /S /UPGRADE _?=$INSTDIR'
  ${EndIf}
  !include "${LISTS}/install.nsh"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  WriteRegStr SHCTX "${APP_PATH_KEY}" "" "$INSTDIR\sendwright.exe"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "Sendwright"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\sendwright.exe"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "Sendwright contributors"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  ${If} $AllUsers == 1
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe" /ALLUSERS'
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S /ALLUSERS'
  ${Else}
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  ${EndIf}
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
SectionEnd

Section "Start menu entry" SectionMenu
  CreateShortcut "$SMPROGRAMS\Sendwright.lnk" "$INSTDIR\sendwright.exe" "" "$INSTDIR\sendwright.exe" 0
SectionEnd

Section /o "Open .swcase with Sendwright, offer it for .evtx and folders" SectionTypes
  WriteRegStr SHCTX "Software\Classes\${CASE_CLASS}" "" "Sendwright case"
  WriteRegStr SHCTX "Software\Classes\${CASE_CLASS}\DefaultIcon" "" "$INSTDIR\sendwright.exe,0"
  WriteRegStr SHCTX "Software\Classes\${CASE_CLASS}\shell\open\command" "" '"$INSTDIR\sendwright.exe" "%1"'
  WriteRegStr SHCTX "Software\Classes\.swcase" "" "${CASE_CLASS}"
  WriteRegStr SHCTX "Software\Classes\.swcase\OpenWithProgids" "${CASE_CLASS}" ""
  WriteRegStr SHCTX "Software\Classes\${EVIDENCE_CLASS}" "" "Evidence for Sendwright"
  WriteRegStr SHCTX "Software\Classes\${EVIDENCE_CLASS}\shell\open\command" "" '"$INSTDIR\sendwright.exe" "%1"'
  WriteRegStr SHCTX "Software\Classes\.evtx\OpenWithProgids" "${EVIDENCE_CLASS}" ""
  WriteRegStr SHCTX "${FOLDER_VERB}" "" "Open in Sendwright"
  WriteRegStr SHCTX "${FOLDER_VERB}" "Icon" "$INSTDIR\sendwright.exe,0"
  WriteRegStr SHCTX "${FOLDER_VERB}\command" "" '"$INSTDIR\sendwright.exe" "%1"'
  !insertmacro Notify
SectionEnd

LangString TextProgram ${LANG_ENGLISH} "The workbench, the command line, the sample case and the licences."
LangString TextMenu ${LANG_ENGLISH} "Sendwright in the Start menu."
LangString TextTypes ${LANG_ENGLISH} "A double click on a case opens it; 'Open with' of an event log and the menu of a folder name Sendwright."
!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${SectionProgram} $(TextProgram)
  !insertmacro MUI_DESCRIPTION_TEXT ${SectionMenu} $(TextMenu)
  !insertmacro MUI_DESCRIPTION_TEXT ${SectionTypes} $(TextTypes)
!insertmacro MUI_FUNCTION_DESCRIPTION_END

; Sets $0 to an empty text when the switch is not among the parameters.
!macro HasSwitch NAME
  ClearErrors
  ${GetOptions} $Parameters "${NAME}" $0
  ${If} ${Errors}
    StrCpy $0 ""
  ${Else}
    StrCpy $0 "yes"
  ${EndIf}
!macroend

Function .onInit
  SetRegView 64
  ${GetParameters} $Parameters
  StrCpy $AllUsers 0
  !insertmacro HasSwitch "/ALLUSERS"
  ${If} $0 != ""
    StrCpy $AllUsers 1
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 != "Admin"
      !insertmacro Refuse "/ALLUSERS needs the rights of an administrator. Start the installer from an elevated prompt."
    ${EndIf}
  ${EndIf}
  !insertmacro Scope
  ; /D= is in $INSTDIR by now; else an earlier installation is upgraded where it lies.
  ${If} $INSTDIR == ""
    ReadRegStr $INSTDIR SHCTX "${UNINSTALL_KEY}" "InstallLocation"
  ${EndIf}
  ${If} $INSTDIR == ""
    ${If} $AllUsers == 1
      StrCpy $INSTDIR "$PROGRAMFILES64\Sendwright"
    ${Else}
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\Sendwright"
    ${EndIf}
  ${EndIf}
  !insertmacro HasSwitch "/NOMENU"
  ${If} $0 != ""
    !insertmacro UnselectSection ${SectionMenu}
  ${EndIf}
  ; Once taken, the association stays over an upgrade.
  ReadRegStr $1 SHCTX "Software\Classes\${CASE_CLASS}\shell\open\command" ""
  !insertmacro HasSwitch "/ASSOC"
  ${If} $0 != ""
  ${OrIf} $1 != ""
    !insertmacro SelectSection ${SectionTypes}
  ${EndIf}
FunctionEnd

Function un.onInit
  SetRegView 64
  ${GetParameters} $Parameters
  StrCpy $AllUsers 0
  !insertmacro HasSwitch "/ALLUSERS"
  ${If} $0 != ""
    StrCpy $AllUsers 1
  ${EndIf}
  !insertmacro Scope
FunctionEnd

Section "Uninstall"
  !insertmacro RefuseWhileRunning
  !include "${LISTS}/uninstall.nsh"
  !insertmacro HasSwitch "/UPGRADE"
  ${If} $0 != ""
    Return ; the newer version follows and writes the rest anew
  ${EndIf}
  Delete "$INSTDIR\uninstall.exe"
  SetOutPath "$TEMP" ; a folder that is the current one cannot be removed
  RMDir "$INSTDIR" ; stays when a person keeps cases there
  Delete "$SMPROGRAMS\Sendwright.lnk"
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
  DeleteRegKey SHCTX "${APP_PATH_KEY}"
  ReadRegStr $0 SHCTX "Software\Classes\.swcase" ""
  ${If} $0 == "${CASE_CLASS}"
    DeleteRegValue SHCTX "Software\Classes\.swcase" ""
  ${EndIf}
  DeleteRegValue SHCTX "Software\Classes\.swcase\OpenWithProgids" "${CASE_CLASS}"
  DeleteRegKey /ifempty SHCTX "Software\Classes\.swcase\OpenWithProgids"
  DeleteRegKey /ifempty SHCTX "Software\Classes\.swcase"
  DeleteRegValue SHCTX "Software\Classes\.evtx\OpenWithProgids" "${EVIDENCE_CLASS}"
  DeleteRegKey /ifempty SHCTX "Software\Classes\.evtx\OpenWithProgids"
  DeleteRegKey /ifempty SHCTX "Software\Classes\.evtx"
  DeleteRegKey SHCTX "${FOLDER_VERB}"
  !insertmacro ForgetClass "${CASE_CLASS}"
  !insertmacro ForgetClass "${EVIDENCE_CLASS}"
  DeleteRegKey HKCU "Software\sendwright" ; settings of the person who uninstalls
  !insertmacro Notify
SectionEnd
