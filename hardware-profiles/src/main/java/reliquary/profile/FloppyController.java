package reliquary.profile;

/** What the floppy drives hang on. */
public enum FloppyController implements Named {
    /** No registers: the drives exist through the paravirtual BIOS only. */
    PARAVIRTUAL("paravirtual"),
    /** NEC uPD765 and Intel 8272A, on PCs and ATs. */
    NEC765("nec765"),
    /** Intel 82077AA, with FIFO and the 2.88 MB rate. */
    I82077AA("82077aa");

    private final String yaml;

    FloppyController(String yaml) {
        this.yaml = yaml;
    }

    @Override
    public String yaml() {
        return yaml;
    }
}
