package reliquary.disk.fs;

/** What a file system records about a file besides its name, size and times. */
public sealed interface FileAttributes {

    /** Nothing recorded. */
    record None() implements FileAttributes {
        @Override
        public String toString() {
            return "";
        }
    }

    /** DOS attribute bits: 1 read-only, 2 hidden, 4 system, 8 label, 16 directory, 32 archive. */
    record Dos(int bits) implements FileAttributes {
        private static final String LETTERS = "rhsvda";

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < LETTERS.length(); i++) {
                text.append((bits >> i & 1) != 0 ? LETTERS.charAt(i) : '-');
            }
            return text.toString();
        }
    }

    /**
     * UNIX permissions and owner.
     *
     * @param mode type and permission bits as in stat(2), 16 bits
     * @param uid owner
     * @param gid group
     */
    record Unix(int mode, long uid, long gid) implements FileAttributes {
        private static final int TYPE = 0xF000;
        private static final String TYPES = "?pc?d?b?-?l?s???";

        /** What the type bits say the object is. */
        public FileEntry.Kind kind() {
            return switch (mode & TYPE) {
                case 0x4000 -> FileEntry.Kind.DIRECTORY;
                case 0x8000 -> FileEntry.Kind.FILE;
                case 0xA000 -> FileEntry.Kind.SYMBOLIC_LINK;
                default -> FileEntry.Kind.SPECIAL;
            };
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder().append(TYPES.charAt(mode >> 12 & 15));
            for (int i = 8; i >= 0; i--) {
                text.append((mode >> i & 1) != 0 ? "xwr".charAt(i % 3) : '-');
            }
            return text + " " + uid + ":" + gid;
        }
    }
}
