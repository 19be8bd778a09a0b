import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Runs a main class out of folders, for the training of the AOT cache: {@code FolderMain
 * <folder:folder> <class> <argument>...}.
 */
public final class FolderMain {
  private FolderMain() {}

  public static void main(String[] args) throws ReflectiveOperationException {
    URL[] folders = Stream.of(args[0].split(":")).map(FolderMain::url).toArray(URL[]::new);
    ClassLoader loader = new URLClassLoader(folders, FolderMain.class.getClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    Class.forName(args[1], true, loader)
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(args, 2, args.length));
  }

  private static URL url(String folder) {
    try {
      return Path.of(folder).toUri().toURL();
    } catch (java.net.MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
