_jianbao() {
  local now=${COMP_WORDS[COMP_CWORD]} words=
  local typed="${COMP_WORDS[*]:1:COMP_CWORD-1} "
  COMPREPLY=()
  case $typed in
@VALUES@
  esac
  if [ -n "$words" ]; then
    COMPREPLY=($(compgen -W "$words" -- "$now"))
    return
  fi
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "@FIRST@" -- "$now"))
    return
  fi
  case $typed in
@WORDS@
  esac
  COMPREPLY=($(compgen -W "$words" -- "$now") $(compgen -f -- "$now"))
}
complete -o filenames -F _jianbao jianbao
