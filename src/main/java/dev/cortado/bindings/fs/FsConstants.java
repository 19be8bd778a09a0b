package dev.cortado.bindings.fs;

import com.oracle.truffle.js.runtime.objects.JSObject;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.posix.FileSystem;

/** The numbers of {@code fs.constants}, in Node.js's order. */
final class FsConstants {
  private FsConstants() {}

  static JSObject toObject(Environment env) {
    JSObject constants = env.newObject();
    Js.set(constants, "UV_FS_SYMLINK_DIR", 1);
    Js.set(constants, "UV_FS_SYMLINK_JUNCTION", 2);
    Js.set(constants, "O_RDONLY", 0);
    Js.set(constants, "O_WRONLY", 1);
    Js.set(constants, "O_RDWR", 2);
    Js.set(constants, "UV_DIRENT_UNKNOWN", 0);
    Js.set(constants, "UV_DIRENT_FILE", 1);
    Js.set(constants, "UV_DIRENT_DIR", 2);
    Js.set(constants, "UV_DIRENT_LINK", 3);
    Js.set(constants, "UV_DIRENT_FIFO", 4);
    Js.set(constants, "UV_DIRENT_SOCKET", 5);
    Js.set(constants, "UV_DIRENT_CHAR", 6);
    Js.set(constants, "UV_DIRENT_BLOCK", 7);
    Js.set(constants, "S_IFMT", 0170000);
    Js.set(constants, "S_IFREG", 0100000);
    Js.set(constants, "S_IFDIR", 040000);
    Js.set(constants, "S_IFCHR", 020000);
    Js.set(constants, "S_IFBLK", 060000);
    Js.set(constants, "S_IFIFO", 010000);
    Js.set(constants, "S_IFLNK", 0120000);
    Js.set(constants, "S_IFSOCK", 0140000);
    Js.set(constants, "O_CREAT", 64);
    Js.set(constants, "O_EXCL", 128);
    Js.set(constants, "UV_FS_O_FILEMAP", 0);
    Js.set(constants, "O_NOCTTY", 256);
    Js.set(constants, "O_TRUNC", 512);
    Js.set(constants, "O_APPEND", 1024);
    Js.set(constants, "O_DIRECTORY", FileSystem.O_DIRECTORY);
    Js.set(constants, "O_NOATIME", 262144);
    Js.set(constants, "O_NOFOLLOW", FileSystem.O_NOFOLLOW);
    Js.set(constants, "O_SYNC", 1052672);
    Js.set(constants, "O_DSYNC", 4096);
    Js.set(constants, "O_DIRECT", FileSystem.O_DIRECT);
    Js.set(constants, "O_NONBLOCK", 2048);
    Js.set(constants, "S_IRWXU", 0700);
    Js.set(constants, "S_IRUSR", 0400);
    Js.set(constants, "S_IWUSR", 0200);
    Js.set(constants, "S_IXUSR", 0100);
    Js.set(constants, "S_IRWXG", 070);
    Js.set(constants, "S_IRGRP", 040);
    Js.set(constants, "S_IWGRP", 020);
    Js.set(constants, "S_IXGRP", 010);
    Js.set(constants, "S_IRWXO", 07);
    Js.set(constants, "S_IROTH", 04);
    Js.set(constants, "S_IWOTH", 02);
    Js.set(constants, "S_IXOTH", 01);
    Js.set(constants, "F_OK", 0);
    Js.set(constants, "R_OK", 4);
    Js.set(constants, "W_OK", 2);
    Js.set(constants, "X_OK", 1);
    Js.set(constants, "UV_FS_COPYFILE_EXCL", 1);
    Js.set(constants, "COPYFILE_EXCL", 1);
    Js.set(constants, "UV_FS_COPYFILE_FICLONE", 2);
    Js.set(constants, "COPYFILE_FICLONE", 2);
    Js.set(constants, "UV_FS_COPYFILE_FICLONE_FORCE", 4);
    Js.set(constants, "COPYFILE_FICLONE_FORCE", 4);
    return constants;
  }
}
