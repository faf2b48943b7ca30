package reliquary.shim.bios;

/** The display adapter that INT 10h programs. */
public enum VideoAdapter {
    /** IBM Monochrome Display Adapter, or a Hercules card in text mode: CRTC at 3B4h, memory at B0000h. */
    MDA,
    /** IBM Color/Graphics Monitor Adapter: CRTC at 3D4h, memory at B8000h. */
    CGA,
    /** IBM Video Graphics Array with a colour display. */
    VGA
}
