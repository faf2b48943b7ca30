package reliquary.shim;

/** How the machine goes on after the host has served a call from the guest. */
public enum Outcome {
    /** The interrupt service is done: go on behind the INT, or at the entry's IRET. */
    RETURN,
    /** The service must wait: go on in the entry's waiting code, four bytes behind the entry. */
    WAIT,
    /** The service has set CS:EIP and all else itself. */
    JUMP,
    /** A plain call from ROM code is done: go on behind its three bytes. */
    CONTINUE
}
