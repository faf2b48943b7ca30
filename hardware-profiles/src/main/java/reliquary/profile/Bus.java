package reliquary.profile;

/** A bus for expansion cards. */
public enum Bus implements Named {
    ISA8("isa8"),
    ISA16("isa16"),
    MCA("mca"),
    EISA("eisa"),
    VLB("vlb"),
    PCI("pci"),
    AGP("agp");

    private final String yaml;

    Bus(String yaml) {
        this.yaml = yaml;
    }

    @Override
    public String yaml() {
        return yaml;
    }
}
