# SPDX-License-Identifier: GPL-3.0-or-later
# Completes postino in fish. A test holds the options against the program's own.
complete -c postino -f
complete -c postino -l address -x -d 'Start with this e-mail address'
complete -c postino -l ca-file -r -F -d 'Trust these authorities as well as the system\'s'
complete -c postino -l providers -x -a '(__fish_complete_directories)' -d 'Provider files that win over all others'
complete -c postino -l version -d 'Print the version and exit'
complete -c postino -s h -l help -d 'Show help options'
complete -c postino -l help-all -d 'Show all help options'
complete -c postino -l help-gapplication -d 'Show GApplication options'
