package reliquary.device;

import reliquary.bus.PortDevice;

/** The card that the display is plugged into. */
public sealed interface DisplayAdapter extends PortDevice permits VgaAdapter, CgaAdapter, MdaAdapter {}
