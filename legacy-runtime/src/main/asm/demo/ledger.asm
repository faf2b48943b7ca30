; A price ledger: a small business system of the middle eighties that runs without an operating system.
;
; It keeps its items in ITEMS.DAT, 64 records of 32 bytes without gaps, and writes a record to the floppy as soon as it
; is entered:
;
;      0  22 bytes  name, blank padded; all blank if the record is free
;     22   8 digits price in cents
;     30   CR, LF
;
; Screen, keyboard, disk and clock through the BIOS (INT 10h, 16h, 13h, 1Ah). Loaded to offset 0 of its own segment by
; boot.asm, drive in DL.
; Assemble: nasm -f bin ledger.asm -o ledger.bin

        cpu     8086
        org     0
%include "floppy.inc"

RECORD          equ 32
NAME            equ 22                  ; length of a name; the price follows
PRICE           equ 8
ITEMS           equ 64
DATA_SECTORS    equ ITEMS * RECORD / SECTOR
LONGEST         equ 60                  ; most characters in a command
WHOLE_DIGITS    equ 5                   ; so that the sum of all items fits 32 bits

BAR             equ 1Fh                 ; white on blue
FRAME           equ 03h                 ; cyan
HEADING         equ 0Eh                 ; yellow
TEXT            equ 07h
MONEY           equ 0Ah                 ; green
ANSWER          equ 0Fh
WARNING         equ 0Ch                 ; red

WIDTH           equ 80
TABLE           equ 2                   ; row of the table's upper edge
FIRST_ROW       equ TABLE + 3
ROWS            equ 12                  ; items on a page
BOTTOM          equ FIRST_ROW + ROWS
MESSAGE         equ BOTTOM + 2
PROMPT          equ MESSAGE + 2
HELP            equ 24
LEFT            equ 17                  ; columns: left edge, then three columns of these widths
NUMBER_WIDTH    equ 5
NAME_WIDTH      equ NAME + 2
PRICE_WIDTH     equ 12
NAME_AT         equ LEFT + NUMBER_WIDTH + 3
PRICE_END       equ LEFT + NUMBER_WIDTH + NAME_WIDTH + PRICE_WIDTH + 2
DATE_AT         equ WIDTH - 18

start:  mov     ax, cs
        mov     ds, ax
        mov     es, ax
        cli
        mov     ss, ax
        mov     sp, 0FFFEh
        sti
        cld
        mov     [drive], dl
        mov     ax, 3                   ; 80 by 25, colours
        int     10h
        call    draw_frame
        call    load_items
        jc      .broken
        call    count_items
        mov     word [first], 0
        call    show_page
        mov     si, welcome
        call    say
.next:  call    read_command
        call    obey
        jmp     short .next
.broken:
        mov     si, no_data
        call    warn
        jmp     idle

; ---- Commands: SI points to what stands behind the word ----

; Finds the command's first word in the table and goes on at what belongs to it.
obey:   mov     si, command
        call    skip_blanks
        cmp     byte [si], 0
        je      .nothing
        mov     bx, commands
.try:   mov     di, [bx]
        or      di, di
        jz      .unknown
        push    si
.same:  mov     al, [di]
        or      al, al
        jz      .end
        cmp     al, [si]
        jne     .other
        inc     si
        inc     di
        jmp     short .same
.end:   cmp     byte [si], ' '
        ja      .other
        pop     ax
        call    skip_blanks
        jmp     [bx + 2]
.other: pop     si
        add     bx, 4
        jmp     short .try
.unknown:
        mov     si, not_known
        call    warn
.nothing:
        ret

; LIST [number]: a page of items from that number on.
list:   xor     ax, ax
        cmp     byte [si], 0
        je      .from
        call    parse_number
        jc      .wrong
        or      dx, dx
        jnz     .wrong
        or      ax, ax
        jz      .wrong
        dec     ax
        cmp     ax, [count]
        jae     .wrong
.from:  mov     [first], ax
        call    show_page
        mov     si, listed
        jmp     say
.wrong: mov     si, no_such_item
        jmp     warn

; SUM: all prices together.
sum:    xor     ax, ax
        mov     [total], ax
        mov     [total + 2], ax
        mov     cx, [count]
        jcxz    .none
        mov     bx, items
.item:  push    cx
        call    price_of
        add     [total], ax
        adc     [total + 2], dx
        pop     cx
        add     bx, RECORD
        loop    .item
.none:  mov     di, answer
        mov     ax, [count]
        xor     dx, dx
        call    put_number
        mov     si, items_cost
        call    put_text
        mov     ax, [total]
        mov     dx, [total + 2]
        call    put_money
        mov     si, answer
        jmp     say

; FIND text: the items whose name contains it, as many as fit a page.
find:   cmp     byte [si], 0
        je      .what
        mov     [wanted], si
        call    clear_page
        mov     word [found], 0
        mov     cx, [count]
        jcxz    .done
        mov     bx, items
.item:  push    cx
        call    contains
        jc      .next
        mov     ax, [found]
        inc     word [found]
        cmp     ax, ROWS
        jae     .next
        call    show_item
.next:  pop     cx
        add     bx, RECORD
        loop    .item
.done:  mov     di, answer
        mov     ax, [found]
        xor     dx, dx
        call    put_number
        mov     si, items_found
        call    put_text
        mov     si, answer
        jmp     say
.what:  mov     si, find_what
        jmp     warn

; Carry clear if the name of the item at BX contains the text at [wanted].
contains:
        xor     bp, bp
.place: mov     si, [wanted]
        mov     di, bp
.same:  mov     al, [si]
        or      al, al
        jz      .yes
        cmp     di, NAME
        jae     .no
        cmp     al, [bx + di]
        jne     .no
        inc     si
        inc     di
        jmp     short .same
.no:    inc     bp
        cmp     bp, NAME
        jb      .place
        stc
        ret
.yes:   clc
        ret

; ADD item price: the last word is the price.
add_item:
        cmp     word [count], ITEMS
        jae     .full
        mov     bx, si                  ; begin of the name
        xor     di, di                  ; last blank
.scan:  mov     al, [si]
        or      al, al
        jz      .end
        cmp     al, ' '
        jne     .on
        mov     di, si
.on:    inc     si
        jmp     short .scan
.end:   or      di, di
        jz      .how
        lea     si, [di + 1]
        call    parse_money
        jc      .how
        mov     cx, di
.trim:  dec     di                      ; blanks between name and price
        cmp     byte [di], ' '
        jne     .trimmed
        dec     cx
        jmp     short .trim
.trimmed:
        sub     cx, bx
        jbe     .how
        cmp     cx, NAME
        ja      .how
        call    store
        jc      .broken
        inc     word [count]
        call    show_end
        mov     si, stored
        jmp     say
.full:  mov     si, full
        jmp     warn
.how:   mov     si, how_to_add
        jmp     warn
.broken:
        mov     si, not_written
        jmp     warn

; Puts the name at BX, CX long, and the price DX:AX into the first free record, in memory and on the floppy. Carry set
; if the floppy cannot be written; the record is then free again.
store:  mov     [value], ax
        mov     [value + 2], dx
        call    free_record
        push    di
        mov     si, bx
        rep     movsb
        pop     bx
        lea     di, [bx + NAME + PRICE]
        mov     ax, [value]
        mov     dx, [value + 2]
.digit: dec     di
        call    divide
        add     cl, '0'
        mov     [di], cl
        lea     cx, [bx + NAME]
        cmp     di, cx
        ja      .digit
        mov     ax, [count]             ; 16 records in a sector
        mov     cl, 4
        shr     ax, cl
        mov     bp, [data_first]
        add     bp, ax
        mov     cl, 9
        shl     ax, cl
        add     ax, items
        mov     bx, ax
        mov     cx, 1
        mov     ah, 3
        call    transfer
        jnc     .stored
        call    free_record
        mov     cx, NAME + PRICE
        mov     al, ' '
        rep     stosb
        stc
.stored:
        ret

; OFF: closes the books; switches a machine off that can do it (Advanced Power Management 1.1, real-mode interface).
off:    mov     si, closed
        call    say
        mov     ax, 5300h               ; present?
        xor     bx, bx
        int     15h
        jc      idle
        cmp     bx, 504Dh               ; "PM"
        jne     idle
        mov     ax, 5301h               ; connect
        xor     bx, bx
        int     15h
        mov     ax, 530Eh               ; as version 1.1
        xor     bx, bx
        mov     cx, 0101h
        int     15h
        mov     ax, 5307h               ; all devices off
        mov     bx, 1
        mov     cx, 3
        int     15h
idle:   sti
        hlt
        jmp     short idle

; ---- The data file ----

; Finds ITEMS.DAT and reads it. Carry set if that cannot be done.
load_items:
        mov     bp, ROOT_FIRST
        mov     bx, directory
        mov     cx, ROOT_SECTORS
        mov     ah, 2
        call    transfer
        jc      .end
        mov     bx, directory
        mov     dx, ROOT_ENTRIES
.entry: mov     si, file_name
        mov     di, bx
        mov     cx, 11
        repe    cmpsb
        je      .found
        add     bx, ENTRY_SIZE
        dec     dx
        jnz     .entry
.wrong: stc
.end:   ret
.found: cmp     word [bx + ENTRY_LENGTH], ITEMS * RECORD
        jne     .wrong
        mov     bp, [bx + ENTRY_CLUSTER]
        dec     bp
        dec     bp
        shl     bp, 1
        add     bp, DATA_FIRST
        mov     [data_first], bp
        mov     bx, items
        mov     cx, DATA_SECTORS
        mov     ah, 2
        jmp     transfer

%include "sectors.inc"

; [count] = records in use.
count_items:
        xor     ax, ax
        mov     bx, items
.item:  cmp     byte [bx], ' '
        je      .end
        inc     ax
        add     bx, RECORD
        cmp     ax, ITEMS
        jb      .item
.end:   mov     [count], ax
        ret

; DI = the first free record. Changes AX and no other register.
free_record:
        push    cx
        mov     ax, [count]
        mov     cl, 5
        shl     ax, cl
        add     ax, items
        mov     di, ax
        pop     cx
        ret

; DX:AX = price of the item at BX. Changes CX and SI.
price_of:
        xor     ax, ax
        xor     dx, dx
        lea     si, [bx + NAME]
.digit: mov     cl, [si]
        call    append
        inc     si
        lea     cx, [bx + NAME + PRICE]
        cmp     si, cx
        jb      .digit
        ret

; ---- Numbers ----

; DX:AX = DX:AX * 10 + the digit CL; other characters count as 0. Changes CX.
append: push    bx
        shl     ax, 1
        rcl     dx, 1
        push    dx
        push    ax
        shl     ax, 1
        rcl     dx, 1
        shl     ax, 1
        rcl     dx, 1
        pop     bx
        add     ax, bx
        pop     bx
        adc     dx, bx
        pop     bx
        sub     cl, '0'
        cmp     cl, 9
        ja      .none
        xor     ch, ch
        add     ax, cx
        adc     dx, 0
.none:  ret

; DX:AX = DX:AX / 10, CX = the rest.
divide: push    bx
        mov     bx, 10
        mov     cx, ax
        mov     ax, dx
        xor     dx, dx
        div     bx
        xchg    ax, cx
        div     bx
        xchg    dx, cx
        pop     bx
        ret

; Carry set unless AL is a digit.
is_digit:
        cmp     al, '0'
        jb      .no
        cmp     al, '9' + 1
        cmc
.no:    ret

; DX:AX = the number at SI, at most WHOLE_DIGITS long; SI behind it. Carry set if there is none.
parse_digits:
        xor     dx, dx
        mov     [value], dx
        mov     [value + 2], dx
        mov     bp, si
.next:  mov     al, [si]
        call    is_digit
        jc      .end
        mov     cl, al
        mov     ax, [value]
        mov     dx, [value + 2]
        call    append
        mov     [value], ax
        mov     [value + 2], dx
        inc     si
        jmp     short .next
.end:   mov     ax, [value]
        mov     dx, [value + 2]
        mov     cx, si
        sub     cx, bp
        dec     cx                      ; none: FFFFh
        cmp     cx, WHOLE_DIGITS
        cmc
        ret

; As parse_digits, and nothing but blanks may follow.
parse_number:
        call    parse_digits
        jc      .end
        call    skip_blanks
        cmp     byte [si], 1
        cmc
.end:   ret

; DX:AX = the amount at SI in cents: digits, or digits, a point and two digits. Carry set if it is none. Keeps BX, DI.
parse_money:
        call    parse_digits
        jc      .end
        mov     cx, [si]
        cmp     cl, 0
        je      .round
        cmp     cl, '.'
        stc
        jne     .end
        push    ax
        mov     al, [si + 1]
        call    is_digit
        jc      .bad
        mov     al, [si + 2]
        call    is_digit
        jc      .bad
        cmp     byte [si + 3], 1
        cmc
.bad:   pop     ax
        jc      .end
        mov     cl, [si + 1]
        call    append
        mov     cl, [si + 2]
        jmp     short .last
.round: mov     cl, '0'
        call    append
        mov     cl, '0'
.last:  call    append
        clc
.end:   ret

; Writes DX:AX in decimal to DI, and a 0 behind it.
put_number:
        mov     bp, sp
.digit: call    divide
        add     cl, '0'
        push    cx
        mov     cx, ax
        or      cx, dx
        jnz     .digit
.write: pop     ax
        stosb
        cmp     sp, bp
        jne     .write
        mov     byte [di], 0
        ret

; Writes the cents DX:AX as an amount to DI, and a 0 behind it.
put_money:
        call    divide
        push    cx
        call    divide
        push    cx
        call    put_number
        mov     al, '.'
        stosb
        pop     ax
        add     al, '0'
        stosb
        pop     ax
        add     al, '0'
        stosb
        mov     byte [di], 0
        ret

; Copies the text at SI to DI, with the 0 behind it; DI points to that.
put_text:
        lodsb
        stosb
        or      al, al
        jnz     put_text
        dec     di
        ret

skip_blanks:
        cmp     byte [si], ' '
        jne     .end
        inc     si
        jmp     short skip_blanks
.end:   ret

; ---- Screen and keyboard ----

draw_frame:
        xor     dx, dx
        mov     bl, BAR
        call    fill_row
        mov     si, title
        mov     dx, 1
        call    print
        call    show_date
        mov     dh, HELP
        mov     bl, BAR
        call    fill_row
        mov     si, help
        mov     dx, HELP * 256 + 1
        call    print
        mov     si, upper_edge
        mov     dh, TABLE
        call    rule
        mov     si, sides
        mov     dh, TABLE + 1
        call    rule
        mov     bl, HEADING
        mov     si, number_heading
        mov     dx, (TABLE + 1) * 256 + LEFT + NUMBER_WIDTH - 3
        call    print
        mov     si, name_heading
        mov     dl, NAME_AT
        call    print
        mov     si, price_heading
        mov     dl, PRICE_END - 5
        call    print
        mov     si, middle_edge
        mov     dh, TABLE + 2
        call    rule
        call    clear_page
        mov     si, lower_edge
        mov     dh, BOTTOM
        jmp     rule

; Date and time into the bar, if the machine has a clock that knows them.
show_date:
        mov     ah, 4
        int     1Ah
        jc      .end
        mov     di, answer
        mov     al, ch
        call    put_bcd
        mov     al, cl
        call    put_bcd
        mov     al, '-'
        stosb
        mov     al, dh
        call    put_bcd
        mov     al, '-'
        stosb
        mov     al, dl
        call    put_bcd
        mov     ax, '  '
        stosw
        mov     ah, 2
        int     1Ah
        mov     al, ch
        call    put_bcd
        mov     al, ':'
        stosb
        mov     al, cl
        call    put_bcd
        mov     byte [di], 0
        mov     si, answer
        mov     dx, DATE_AT
        mov     bl, BAR
        jmp     print
.end:   ret

put_bcd:
        mov     ah, al
        push    cx
        mov     cl, 4
        shr     al, cl
        pop     cx
        and     ah, 0Fh
        add     ax, '00'
        stosw
        ret

; The items from [first] on.
show_page:
        call    clear_page
        mov     ax, [first]
        mov     cl, 5
        shl     ax, cl
        add     ax, items
        mov     bx, ax
        xor     ax, ax
.item:  mov     cx, [first]
        add     cx, ax
        cmp     cx, [count]
        jae     .end
        push    ax
        call    show_item
        pop     ax
        add     bx, RECORD
        inc     ax
        cmp     ax, ROWS
        jb      .item
.end:   ret

; The page that ends with the last item.
show_end:
        mov     ax, [count]
        sub     ax, ROWS
        jnc     .page
        xor     ax, ax
.page:  mov     [first], ax
        jmp     show_page

; The item at BX in the table's row AX, counted from 0. Keeps BX.
show_item:
        push    bx
        mov     dh, al
        add     dh, FIRST_ROW
        push    dx
        mov     ax, bx
        sub     ax, items
        mov     cl, 5
        shr     ax, cl
        inc     ax
        xor     dx, dx
        mov     di, answer
        call    put_number
        pop     dx
        push    bx
        mov     bl, TEXT
        mov     dl, LEFT + NUMBER_WIDTH
        call    print_right
        pop     si
        push    si
        mov     cx, NAME
        mov     di, answer
        rep     movsb
        mov     byte [di], 0
        mov     si, answer
        mov     dl, NAME_AT
        push    dx
        call    print
        pop     dx
        pop     bx
        push    dx
        call    price_of
        mov     di, answer
        call    put_money
        pop     dx
        mov     bl, MONEY
        mov     dl, PRICE_END
        call    print_right
        pop     bx
        ret

; The text at [answer], which ends before DI, in row DH so that it ends before column DL. Keeps DH.
print_right:
        mov     ax, di
        sub     ax, answer
        sub     dl, al
        mov     si, answer
        push    dx
        call    print
        pop     dx
        ret

clear_page:
        mov     dh, FIRST_ROW
.row:   mov     si, sides
        push    dx
        call    rule
        pop     dx
        inc     dh
        cmp     dh, BOTTOM
        jb      .row
        ret

; A line of the table in row DH; SI points to its left, inner, middle and right characters.
rule:   mov     bl, FRAME
        mov     dl, LEFT
        call    .piece
        mov     cx, NUMBER_WIDTH
        call    .span
        mov     cx, NAME_WIDTH
        call    .span
        mov     cx, PRICE_WIDTH
        mov     al, [si + 1]
        call    repeat
        mov     al, [si + 3]
        jmp     short .one
.span:  mov     al, [si + 1]
        call    repeat
        mov     al, [si + 2]
        jmp     short .one
.piece: mov     al, [si]
.one:   mov     cx, 1

; The character AL CX times at row DH, column DL, in colour BL; DL moves on. Keeps SI, BL, DH.
repeat: push    ax
        mov     ah, 2
        mov     bh, 0
        int     10h
        pop     ax
        mov     ah, 9
        int     10h
        add     dl, cl
        ret

; Row DH all blank in colour BL.
fill_row:
        mov     dl, 0
        mov     al, ' '
        mov     cx, WIDTH
        jmp     short repeat

; The text at SI at row DH, column DL, in colour BL.
print:  lodsb
        or      al, al
        jz      .end
        mov     cx, 1
        call    repeat
        jmp     short print
.end:   ret

; The text at SI into the message line.
say:    mov     bl, ANSWER
        jmp     short message
warn:   mov     bl, WARNING
message:
        mov     dh, MESSAGE
        call    fill_row
        mov     dx, MESSAGE * 256 + LEFT
        jmp     print

; Reads a line in capitals into [command].
read_command:
        mov     dh, PROMPT
        mov     bl, TEXT
        call    fill_row
        mov     si, prompt
        mov     dx, PROMPT * 256 + LEFT
        call    print
        mov     di, command
.key:   mov     ah, 2                   ; cursor
        mov     bh, 0
        int     10h
        mov     ah, 0
        int     16h
        cmp     al, 13
        je      .enter
        cmp     al, 8
        je      .back
        cmp     al, ' '
        jb      .key
        cmp     al, '~'
        ja      .key
        cmp     di, command + LONGEST
        jae     .key
        cmp     al, 'a'
        jb      .put
        cmp     al, 'z'
        ja      .put
        sub     al, 'a' - 'A'
.put:   stosb
        mov     cx, 1
        call    repeat
        jmp     short .key
.back:  cmp     di, command
        je      .key
        dec     di
        dec     dl
        mov     al, ' '
        mov     cx, 1
        call    repeat
        dec     dl
        jmp     short .key
.enter: mov     byte [di], 0
.trim:  cmp     di, command             ; blanks at the end
        je      .end
        dec     di
        cmp     byte [di], ' '
        jne     .end
        mov     byte [di], 0
        jmp     short .trim
.end:   ret

; ---- Data ----

commands        dw word_list, list, word_add, add_item, word_sum, sum, word_find, find, word_off, off, word_quit, off, 0
word_list       db "LIST", 0
word_add        db "ADD", 0
word_sum        db "SUM", 0
word_find       db "FIND", 0
word_off        db "OFF", 0
word_quit       db "QUIT", 0

title           db "HARTLEY & DAUGHTERS, STATIONERS         PRICE LEDGER", 0
help            db "LIST [number]   ADD item price   FIND text   SUM   OFF", 0
number_heading  db "No.", 0
name_heading    db "Item", 0
price_heading   db "Price", 0
upper_edge      db 0DAh, 0C4h, 0C2h, 0BFh
middle_edge     db 0C3h, 0C4h, 0C5h, 0B4h
lower_edge      db 0C0h, 0C4h, 0C1h, 0D9h
sides           db 0B3h, " ", 0B3h, 0B3h

prompt          db "Command: ", 0
welcome         db "Good morning. The ledger is open.", 0
listed          db "As filed.", 0
stored          db "Entered and written to the floppy.", 0
items_cost      db " items, together ", 0
items_found     db " found.", 0
closed          db "The ledger is closed. You may switch off.", 0
not_known       db "I know LIST, ADD, FIND, SUM and OFF.", 0
no_such_item    db "There is no item of that number.", 0
find_what       db "FIND what? Say FIND PAPER.", 0
how_to_add      db "Say ADD RED INK 1.75; a name has up to 22 letters.", 0
full            db "The ledger is full: it holds 64 items.", 0
not_written     db "The floppy cannot be written; the item was not entered.", 0
no_data         db "ITEMS.DAT is missing or damaged.", 0
file_name       db "ITEMS   DAT"

        absolute $

drive           resb 1
data_first      resw 1                  ; first sector of ITEMS.DAT
count           resw 1                  ; items
first           resw 1                  ; on the page, from 0
found           resw 1
wanted          resw 1
value           resd 1
total           resd 1
command         resb LONGEST + 1
answer          resb WIDTH
                alignb SECTOR           ; a transfer must not pass a 64K boundary
items           resb ITEMS * RECORD
directory       resb ROOT_SECTORS * SECTOR
