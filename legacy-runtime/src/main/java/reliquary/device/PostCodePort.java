package reliquary.device;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reliquary.bus.PortDevice;

/** The manufacturing test port, 80h (IBM PC AT Technical Reference, "POST checkpoints"): the last code can be read back. */
public final class PostCodePort implements PortDevice {
    private static final Logger LOG = LoggerFactory.getLogger(PostCodePort.class);

    private int code;

    /** The last code written, 0 to 255. */
    public int code() {
        return code;
    }

    @Override
    public int read8(int offset) {
        return code;
    }

    @Override
    public void write8(int offset, int value) {
        if (value != code) {
            LOG.debug("POST code {}h", Integer.toHexString(value));
        }
        code = value;
    }
}
