"""XLSForm, the second way to write a checklist: a workbook that serves us, ODK and KoboToolbox."""
