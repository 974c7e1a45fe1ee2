# SPDX-License-Identifier: GPL-3.0-or-later
#
# Completes postino-cli in fish. The program lists its own commands and options, so that
# nothing here has to be kept in step with it.

# The help, in English whatever the person speaks.
function __postino_cli_help
    set -l program (commandline -opc)[1]
    LC_ALL=C.UTF-8 LANGUAGE= $program $argv </dev/null 2>/dev/null
end

function __postino_cli_commands
    __postino_cli_help --help | string replace -rf '^  ([a-z]+)  +(.*)$' '$1\t$2'
end

# What can stand where the help says $argv[1].
function __postino_cli_values
    switch $argv[1]
        case FILE PEM
            __fish_complete_path (commandline -ct)
        case DIR
            __fish_complete_directories (commandline -ct) ''
        case FORMAT
            __postino_cli_help export --list | string replace -rf '^([a-z-]+) · (.*)$' '$1\t$2'
        case '*|*'
            string split '|' -- $argv[1]
    end
end

# The words of a usage line, [list|show] or [FILE], say. An address is not guessed.
function __postino_cli_words
    set -l choice (string match -r '\[([a-z]+(?:\|[a-z]+)+)\]' -- $argv[1])
    if test (count $choice) = 2 -a $argv[2] = 2
        __postino_cli_values $choice[2]
    else if string match -q '*[[]FILE]*' -- $argv[1]
        __postino_cli_values FILE
    end
end

function __postino_cli_complete
    set -l words (commandline -opc)
    __postino_cli_commands | string match -rq '^'(string escape --style=regex -- $words[2])'\t'
    or return
    set -l help (__postino_cli_help $words[2] --help-all)

    if string match -q -- '--*' $words[-1]
        set -l value (string match -r '^  (?:-[a-z], )?'$words[-1]'[= ]([^ ]+)' -- $help)
        if test (count $value) = 2
            __postino_cli_values $value[2]
            return
        end
    end
    if string match -q -- '-*' (commandline -ct)
        string replace -rf '^  (?:-[a-z], )?(--[a-z-]+)(?:[= ][^ ]+)?(?:  +(.*))?$' '$1\t$2' -- $help
        printf '%s\t%s\n' --help 'list the options'
    else
        __postino_cli_words $help[1] (count $words)
    end
end

complete -c postino-cli -f
complete -c postino-cli -n 'test (count (commandline -opc)) = 1' -a '(__postino_cli_commands)'
complete -c postino-cli -n 'test (count (commandline -opc)) = 1' -l help -d 'list the commands'
complete -c postino-cli -n 'test (count (commandline -opc)) = 1' -l version -d 'print the version'
complete -c postino-cli -n 'test (count (commandline -opc)) -gt 1' -a '(__postino_cli_complete)'
