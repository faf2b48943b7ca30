package reliquary.profile;

/** A network card. */
public enum NetworkModel implements Named {
    NE2000("ne2000", 0x20),
    PCNET("pcnet", 0x20),
    EL3C509("3c509", 0x10),
    EEPRO100("eepro100", 0x40);

    private final String yaml;
    private final int ports;

    NetworkModel(String yaml, int ports) {
        this.yaml = yaml;
        this.ports = ports;
    }

    @Override
    public String yaml() {
        return yaml;
    }

    /** How many I/O ports it takes. */
    public int ports() {
        return ports;
    }
}
