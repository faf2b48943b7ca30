package reliquary.profile;

import java.time.LocalDate;

/**
 * What a BIOS says of itself at the end of its ROM and by INT 15h function C0h.
 *
 * @param modelByte the byte at F000:FFFE, such as FCh for an AT
 * @param submodel second byte of the system configuration table
 * @param revision third byte of the system configuration table
 * @param date the release date at F000:FFF5
 */
public record BiosIdentity(int modelByte, int submodel, int revision, LocalDate date) {
    /** The release date as its eight characters in ROM, {@code MM/DD/YY}. */
    public String romDate() {
        return String.format("%02d/%02d/%02d", date.getMonthValue(), date.getDayOfMonth(), date.getYear() % 100);
    }
}
