/* Indonesian. */
#include "lib/analyse/stop.h"

const char stop_id[] =
    "ada adalah agar akan aku anda apa apakah apabila atau bagaimana "
    "bagaimanakah bagi bahwa banyak beberapa begitu belum berapa bila "
    "bisa boleh bukan cara cuma dalam dan dapat dari daripada dengan di "
    "dia dong gimana hal hanya harus hingga ia ini itu jadi jika juga kah "
    "kalau kalian kami kamu kapan karena kata ke kenapa kepada ketika "
    "kita kok lagi lah lain lalu mana manakah masih mau melalui menjadi "
    "mereka mengapa mohon namun nya oleh pada para pun saat saja sampai "
    "sangat saya sebagai sebelum sebuah secara sedang sehingga sejak "
    "selama semua seperti serta sesudah setelah setiap siapa sih suatu "
    "sudah supaya tapi tanpa telah tentang terhadap tersebut tetapi tidak "
    "tolong untuk yaitu yang";
