# SPDX-License-Identifier: GPL-3.0-or-later
"""Mail servers on loopback that show every outcome; tools/demo-servers starts them."""
