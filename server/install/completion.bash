# bash completion for gabay-indexer and gabay-server. What it offers is asked
# of the program's own --help, so that it is right for every version.

_gabay_options() { # program [command]
    "$@" --help 2>/dev/null | sed -n 's/^  \(-., \|    \)\(--[a-z-]*\).*/\2/p'
}

_gabay_commands() { # program
    "$1" --help 2>/dev/null |
        sed -n "s/^ \{7\}${1##*/} \([a-z]*\) .*/\1/p" | sort -u
}

_gabay() {
    local program=$1 word=${COMP_WORDS[COMP_CWORD]}
    local first=${COMP_WORDS[1]} command=

    COMPREPLY=()
    if [[ $COMP_CWORD -gt 1 && $first =~ ^[a-z]+$ ]]; then
        command=$first
    elif [[ $COMP_CWORD -eq 1 && $word != -* ]]; then
        mapfile -t COMPREPLY < <(
            compgen -W "$(_gabay_commands "$program")" -- "$word")
    fi
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(
            compgen -W "$(_gabay_options "$program" $command)" -- "$word")
    else
        mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -- "$word")
    fi
}

complete -o filenames -F _gabay gabay-indexer gabay-server
