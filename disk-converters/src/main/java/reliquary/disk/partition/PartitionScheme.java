package reliquary.disk.partition;

/** The kinds of partition tables that are read. */
public enum PartitionScheme {
    MBR("MBR"),
    GPT("GPT"),
    BSD("BSD disklabel"),
    VTOC("Solaris x86 VTOC"),
    DIVVY("SCO divvy"),
    MINIX("Minix subpartitions"),
    APM("Apple partition map"),
    UNIXWARE("UnixWare VTOC");

    private final String title;

    PartitionScheme(String title) {
        this.title = title;
    }

    /** The name that people know it by. */
    public String title() {
        return title;
    }
}
