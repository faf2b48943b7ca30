package reliquary.device;

/** A device on an ATA cable: what follows a command, and what a reset does. */
public sealed interface AtaDrive permits AtaDisk, AtapiCd {
    /** The registers, status and data port that the channel shows the host. */
    AtaInterface end();

    /** Starts a command, 0 to 255, with its parameters in the task file. */
    void execute(int command);

    /** Gives up what is under way and shows the signature: registers that tell what kind of device this is. */
    void sign();

    /** Forgets settings and shows the signature, as after power-on. */
    void reset();

    /** Whether a command is taken while another is under way. */
    default boolean interrupts(int command) {
        return false;
    }
}
