package reliquary.device;

import java.nio.ByteBuffer;
import reliquary.bus.Line;
import reliquary.clock.EventQueue;

/**
 * A device's end of the ATA cable: task file, status, error, interrupt request and the data port with its block
 * (T13 1153D, ATA/ATAPI-4, 7 and 9).
 *
 * <p>Exactly one of these holds: BSY is set and a timer runs; DRQ is set and a block waits for the host; neither is.
 */
public final class AtaInterface {
    static final int BSY = 0x80;
    static final int DRDY = 0x40;
    static final int DF = 0x20;
    static final int DSC = 0x10;
    static final int DRQ = 0x08;
    static final int ERR = 0x01;

    static final int IDNF = 0x10;
    static final int ABRT = 0x04;

    /** Error register after a diagnostic that found nothing wrong. */
    static final int DIAGNOSTIC_PASSED = 0x01;

    private static final ByteBuffer NO_BLOCK = ByteBuffer.allocate(0);

    /** Which way the block at the data port moves. */
    private enum Direction {
        NONE,
        TO_HOST,
        FROM_HOST
    }

    final AtaTaskFile task = new AtaTaskFile();
    private final EventQueue.Timer timer;
    private Line intrq = Line.UNCONNECTED;
    private Runnable next = () -> {};
    private Direction direction = Direction.NONE;
    private ByteBuffer block = NO_BLOCK;
    private int status;
    private int error;

    AtaInterface(EventQueue events) {
        timer = events.timer("ATA device", this::timeIsUp);
    }

    /** Plugs the device in; {@code wire} is its interrupt request, which it holds until the host takes notice. */
    void plug(Line wire) {
        intrq = wire;
    }

    int status() {
        return status;
    }

    int error() {
        return error;
    }

    boolean isFree() {
        return (status & (BSY | DRQ)) == 0;
    }

    boolean isBusy() {
        return (status & BSY) != 0;
    }

    /** The host has read the status or written a command. */
    void acknowledge() {
        intrq.set(false);
    }

    void interrupt() {
        intrq.set(true);
    }

    /** Sets BSY for {@code nanos} of guest time, then goes on with {@code then}. */
    void busy(long nanos, Runnable then) {
        hold();
        next = then;
        timer.armIn(nanos);
    }

    /** Sets BSY until something else is said: the host keeps the device in reset. */
    void hold() {
        timer.cancel();
        direction = Direction.NONE;
        block = NO_BLOCK;
        status = BSY;
        error = 0;
    }

    /** Ends a command, or BSY, with this status and no interrupt. */
    void idle(int newStatus, int newError) {
        timer.cancel();
        direction = Direction.NONE;
        block = NO_BLOCK;
        status = newStatus;
        error = newError;
    }

    /** Ends a command well. */
    void succeed() {
        idle(DRDY | DSC, 0);
        interrupt();
    }

    /** Ends a command with an error: what the error register shows. */
    void fail(int why) {
        idle(DRDY | DSC | ERR, why);
        interrupt();
    }

    /** Ends a command because the device itself failed. */
    void fault() {
        idle(DRDY | DSC | DF | ERR, ABRT);
        interrupt();
    }

    /** Offers the host the rest of {@code data}, an even number of bytes, and goes on when it has taken all. */
    void offer(ByteBuffer data, Runnable then) {
        transfer(Direction.TO_HOST, data, then);
    }

    /** Asks the host for the rest of {@code data}, an even number of bytes, and goes on when it is full. */
    void request(ByteBuffer data, Runnable then) {
        transfer(Direction.FROM_HOST, data, then);
    }

    private void transfer(Direction way, ByteBuffer data, Runnable then) {
        direction = way;
        block = data;
        next = then;
        status = DRDY | DSC | DRQ;
        error = 0;
    }

    /** Takes 16 bits from the data port, 0 to 65,535; 0 if nothing is offered. */
    int take16() {
        if (direction != Direction.TO_HOST) {
            return 0;
        }
        int value = block.getShort() & 0xFFFF;
        if (!block.hasRemaining()) {
            goOn();
        }
        return value;
    }

    /** Puts 16 bits into the data port; they are lost if nothing is asked for. */
    void put16(int value) {
        if (direction == Direction.FROM_HOST) {
            block.putShort((short) value);
            if (!block.hasRemaining()) {
                goOn();
            }
        }
    }

    private void goOn() {
        idle(DRDY | DSC, 0);
        next.run();
    }

    private void timeIsUp() {
        idle(DRDY | DSC, 0);
        next.run();
    }
}
