package dev.cortado.bindings.modules;

import java.io.File;
import java.util.HashMap;
import java.util.Map;

/** Which package.json governs a folder; what was found out once holds from then on. */
final class PackageScopes {
  private static final String FILE = "package.json";
  private static final String PACKAGES = "node_modules";
  private static final String NONE = "";

  private final Map<String, String> known = new HashMap<>();

  /**
   * @param folder an absolute path, normalized
   * @return the path of the nearest package.json at or above the folder, none above a {@code
   *     node_modules}; null where there is none
   */
  String of(String folder) {
    String scope = find(folder);
    return scope.equals(NONE) ? null : scope;
  }

  private String find(String folder) {
    String scope = known.get(folder);
    if (scope == null) {
      scope = look(folder);
      known.put(folder, scope);
    }
    return scope;
  }

  private String look(String folder) {
    int slash = folder.lastIndexOf('/');
    if (folder.substring(slash + 1).equals(PACKAGES)) {
      return NONE;
    }
    String file = folder.endsWith("/") ? folder + FILE : folder + '/' + FILE;
    if (new File(file).exists()) {
      return file;
    }
    return slash < 0 || folder.equals("/")
        ? NONE
        : find(slash == 0 ? "/" : folder.substring(0, slash));
  }
}
