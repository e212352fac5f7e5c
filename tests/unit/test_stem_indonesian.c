/* The Indonesian stemmer: which words meet, and which must not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/unit/stem_pairs.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const struct same same[] = {
    /* meN- and peN- swallow k, p, s, t; a vowel loses nothing. */
    {"kembali",
     "mengembalikan dikembalikan pengembalian kembalikan kembalilah"},
    {"tulis", "menulis ditulis penulis tulisan penulisan tertulis menuliskan"},
    {"kirim",
     "mengirim dikirim pengiriman pengirim kirimkan terkirim mengirimkan"},
    {"pakai", "memakai dipakai pemakai pemakaian pakaian terpakai"},
    {"simpan", "menyimpan disimpan penyimpanan tersimpan simpanlah"},
    {"tukar", "menukar ditukar penukaran tukarkan pertukaran menukarkan"},
    {"pesan", "memesan dipesan pesanan pemesanan pemesan pesananku"},
    {"kurang", "mengurangi dikurangi kekurangan pengurangan berkurang"},
    {"kunci", "mengunci dikunci terkunci pengunci"},
    {"sebab", "menyebabkan disebabkan penyebab sebabnya"},
    {"tagih", "menagih ditagih tagihan penagihan tagihannya"},
    {"ubah", "mengubah diubah perubahan ubahlah berubah rubah merubah"},
    {"atur", "mengatur diatur pengaturan aturan peraturan teratur"},
    {"unduh", "mengunduh diunduh unduhan pengunduhan"},
    {"isi", "mengisi diisi berisi pengisian isinya"},
    {"aku", "mengaku diakui pengakuan"},
    /* These roots begin with the nasal itself. */
    {"masuk", "memasukkan dimasukkan termasuk pemasukan memasuki"},
    {"minta", "meminta diminta permintaan mintalah"},
    {"mulai", "memulai dimulai permulaan mulailah"},
    {"milik", "memiliki dimiliki pemilik kepemilikan miliknya"},
    {"nilai", "menilai dinilai penilaian nilainya bernilai"},
    {"nyata", "menyatakan kenyataan pernyataan ternyata"},
    {"masalah", "bermasalah permasalahan masalahnya"},
    /* Prefixes that change nothing. */
    {"bayar",
     "membayar dibayar pembayaran bayarkan dibayarkan terbayar berbayar"},
    {"beli", "membeli dibeli pembelian pembeli belilah membelikan"},
    {"batal", "membatalkan dibatalkan pembatalan batalkan"},
    {"hapus", "menghapus dihapus penghapusan terhapus hapuslah"},
    {"ganti", "mengganti diganti penggantian pengganti gantinya menggantikan"},
    {"daftar", "mendaftar terdaftar pendaftaran mendaftarkan daftarnya"},
    {"guna", "menggunakan digunakan pengguna penggunaan gunakan berguna"},
    {"jalan", "menjalankan berjalan perjalanan dijalankan"},
    {"cari", "mencari dicari pencarian pencari carikan"},
    {"lihat", "melihat dilihat terlihat lihatlah perlihatkan"},
    {"rusak", "merusak kerusakan dirusak perusakan rusaknya"},
    {"langgan", "pelanggan berlangganan langganan pelangganku"},
    {"ajar", "belajar pelajar pelajaran mengajar pengajar mempelajari"},
    {"kerja", "bekerja pekerjaan pekerja mengerjakan dikerjakan"},
    {"baru", "memperbarui diperbarui pembaruan terbaru perbarui"},
    {"baik", "memperbaiki perbaikan diperbaiki sebaiknya terbaik kebaikan"},
    {"butuh", "membutuhkan dibutuhkan kebutuhan kebutuhannya"},
    {"tahu", "mengetahui diketahui pengetahuan ketahui"},
    {"usaha", "perusahaan pengusaha berusaha usahanya"},
    {"satu", "bersatu persatuan kesatuan menyatukan"},
    {"cek", "mengecek dicek pengecekan ngecek"},
    /* Endings. */
    {"barang", "barangku barangmu barangnya barangnyalah"},
    {"paket", "paketku paketnya paketmu paketkah paketpun"},
    {"rumah", "rumahku perumahan rumahnyakah"},
    /* As people speak and misspell. */
    {"balik", "balikin dibalikin membalik kebalikan sebaliknya"},
    {"kasih", "ngasih dikasih kasihkan"},
    {"tunggu", "nunggu ditunggu menunggu nungguin"},
    {"izin", "ijin diijinkan mengizinkan perizinan"},
    {"risiko", "resiko berisiko risikonya"},
    /* English with Indonesian affixes, and with its own plural. */
    {"refund", "direfund merefund refundnya refunds"},
    {"checkout", "dicheckout checkoutnya"},
    {"update", "diupdate mengupdate updatenya updates"},
    {"pod", "pods"},
    /* Roots that no list has. */
    {"kanonik", "mengkanonikkan dikanonikkan"},
    {"gembok", "menggembok digembok menggembokkan"},
};

static const struct different different[] = {
    {"kirim", "kira"},        {"tulis", "lulus"},
    {"kembali", "embun"},     {"makan", "pakan"},
    {"bayar", "bayi"},        {"berat", "rata"},
    {"berita", "beri"},       {"diskon", "koneksi"},
    {"dinding", "dingin"},    {"sekolah", "olah"},
    {"bulan", "bulu"},        {"jalan", "jala"},
    {"ikan", "berikan"},      {"teman", "temu"},
    {"salah", "salam"},       {"hadiah", "hadir"},
    {"terima", "rima"},       {"terus", "rusak"},
    {"buku", "bukan"},        {"informasi", "informal"},
    {"perlu", "peluru"},      {"sebelah", "belah"},
    {"seri", "serius"},       {"beras", "berasa"},
    {"pintu", "pinta"},       {"mengarang", "mengurung"},
    {"mengukur", "mengurus"}, {"memarahi", "memperparah"},
    {"menari", "menarik"},    {"kunci", "uncit"},
    {"tanda", "tandan"},      {"harga", "hari"},
    {"lama", "laman"},        {"warna", "warung"},
    {"kubernetes", "tetes"},  {"distribusi", "tribun"},
};

int main(void)
{
    static struct stem_tables tables = {
        stem_indonesian, &indonesian_roots, same,
        different,       COUNT(same),       COUNT(different),
    };
    const struct CMUnitTest tests[] = STEM_TESTS(&tables);

    return cmocka_run_group_tests(tests, NULL, NULL);
}
