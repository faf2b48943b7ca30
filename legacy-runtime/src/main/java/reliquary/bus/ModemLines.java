package reliquary.bus;

/** The four inputs of a serial port that tell what the far end is ready for (EIA RS-232-C). */
public record ModemLines(boolean clearToSend, boolean dataSetReady, boolean ring, boolean carrier) {
    /** Nobody is there. */
    public static final ModemLines NONE = new ModemLines(false, false, false, false);

    /** A null-modem cable to something that always listens. */
    public static final ModemLines READY = new ModemLines(true, true, false, true);
}
