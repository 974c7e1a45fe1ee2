# SPDX-License-Identifier: GPL-3.0-or-later
#
# Completes postino and postino-cli in bash. The programs list their own commands and
# options, so that nothing here has to be kept in step with them.

# PROGRAM [COMMAND]: the help, in English whatever the person speaks.
_postino_help () {
  local program=$1
  shift
  LC_ALL=C.UTF-8 LANGUAGE='' "$program" "$@" </dev/null 2>/dev/null
}

_postino_commands () {
  _postino_help "$1" --help | sed -n 's/^  \([a-z]\{1,\}\)  .*/\1/p'
}

# One line for each option: its name, and what its value is called.
_postino_options () {
  sed -n 's/^  \(-[a-z], \)\{0,1\}\(--[a-z-]*\)[= ]\{0,1\}\([^ ]*\).*/\2 \3/p'
}

# What can stand where the help says $1.
_postino_values () {
  local program=$2 current=$3
  case $1 in
    FILE | PEM) compopt -o filenames 2>/dev/null; compgen -f -- "$current" ;;
    DIR) compopt -o filenames 2>/dev/null; compgen -d -- "$current" ;;
    FORMAT) compgen -W "$(_postino_help "$program" export --list | sed -n 's/^\([a-z-]*\) · .*/\1/p')" -- "$current" ;;
    *'|'*) compgen -W "${1//|/ }" -- "$current" ;;
  esac
}

# The words of a command's usage line: [list|show] or [FILE], say. The first word that is typed
# may be one of several; an address is not guessed.
_postino_words () {
  local usage=$1 program=$2 current=$3 place=$4
  if [[ $usage =~ \[([a-z]+(\|[a-z]+)+)\] && $place == 2 ]]; then
    _postino_values "${BASH_REMATCH[1]}" "$program" "$current"
  elif [[ $usage == *'[FILE]'* ]]; then
    _postino_values FILE "$program" "$current"
  fi
}

_postino () {
  local program=$1 current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  local command=${COMP_WORDS[1]} help value
  COMPREPLY=()

  # "=" is a word of its own here.
  if [[ $current == '=' ]]; then
    current=''
  elif [[ $before == '=' ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  if [[ ${program##*/} != postino-cli ]]; then
    help=$(_postino_help "$program" --help)
  elif [[ $COMP_CWORD == 1 ]]; then
    value=$(_postino_commands "$program")
    [[ $current == -* ]] && value='--help --version'
    mapfile -t COMPREPLY < <(compgen -W "$value" -- "$current")
    return
  elif _postino_commands "$program" | grep -qxF -e "$command"; then
    help=$(_postino_help "$program" "$command" --help-all)
  fi
  [[ -n $help ]] || return

  value=$(_postino_options <<<"$help" | sed -n "s/^$before \(..*\)/\1/p")
  if [[ $before == --* && -n $value ]]; then
    mapfile -t COMPREPLY < <(_postino_values "$value" "$program" "$current")
  elif [[ $current == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(_postino_options <<<"$help" | cut -d ' ' -f 1) --help" -- "$current")
  else
    mapfile -t COMPREPLY < <(_postino_words "${help%%$'\n'*}" "$program" "$current" "$COMP_CWORD")
  fi
}

complete -F _postino postino postino-cli
