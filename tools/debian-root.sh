# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# For the tools that need a Debian of their own: makes one, and enters it with pivot_root in
# a mount namespace, so that no mount is left behind.

# debian_root_make FOLDER SUITE [ARCHITECTURE]: a debootstrap, made once; delete the folder for a
# new one. The architecture is one whose programs this computer can run.
debian_root_make() {
  local folder=$1 suite=$2 architecture=${3:-} archive
  [ -e "$folder/postino-ready" ] && return
  archive=$(debian_root_find_archive)
  command -v debootstrap >/dev/null || apt-get install -qy --no-install-recommends debootstrap
  rm -rf "$folder"
  debootstrap --variant=minbase ${architecture:+"--arch=$architecture"} "$suite" "$folder" "${archive:-http://deb.debian.org/debian}" ||
    return
  # Nobody misses it after a power cut.
  echo force-unsafe-io >"$folder/etc/dpkg/dpkg.cfg.d/force-unsafe-io"
  touch "$folder/postino-ready"
}

# Debian's archive, as this system's apt names it.
debian_root_find_archive() {
  (cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null || true) |
    sed -n 's/^[^#]*\(https\?:\/\/[^ ]*\/debian\)\/\?\( .*\)\?$/\1/p' | head -n 1
}

# debian_root_enter FOLDER COMMAND …: to be called in a mount namespace of its own. What the
# function debian_root_mount mounts below the current folder is there as well.
debian_root_enter() {
  local folder=$1
  shift
  mount --bind "$folder" "$folder"
  cd "$folder"
  mkdir -p old
  debian_root_mount
  mount -t proc proc proc
  mount --rbind /sys sys
  mount --rbind /dev dev
  mount -t tmpfs tmpfs run
  pivot_root . old
  umount -l /old
  rmdir /old
  exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM="${TERM:-dumb}" CI="${CI:-false}" \
    http_proxy="${http_proxy:-}" "$@"
}
