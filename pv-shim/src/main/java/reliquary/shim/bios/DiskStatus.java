package reliquary.shim.bios;

/** What INT 13h returns in AH (IBM PC AT Technical Reference; EDD 3.0, table 1). */
enum DiskStatus {
    OK(0x00),
    BAD_COMMAND(0x01),
    WRITE_PROTECTED(0x03),
    SECTOR_NOT_FOUND(0x04),
    DISK_CHANGED(0x06),
    PARAMETERS_WRONG(0x07),
    UNKNOWN_MEDIA(0x0C),
    CRC_ERROR(0x10),
    TIMEOUT(0x80),
    VOLUME_NOT_REMOVABLE(0xB2),
    WRITE_FAULT(0xCC);

    private final int code;

    DiskStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
