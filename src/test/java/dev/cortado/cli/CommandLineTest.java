package dev.cortado.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
  private static CommandLine parse(String... args) throws BadOptionException {
    return CommandLine.parse(args, null);
  }

  private static String failure(String nodeOptions, String... args) {
    return assertThrows(BadOptionException.class, () -> CommandLine.parse(args, nodeOptions))
        .getMessage();
  }

  @Test
  void separatesOwnOptionsFromTheScripts() throws BadOptionException {
    CommandLine line = parse("--no-warnings", "-r", "./a", "app.js", "-r", "x");
    assertEquals(List.of("--no-warnings", "-r", "./a"), line.execArgv());
    assertEquals(List.of("app.js", "-r", "x"), line.argv());
    assertEquals(false, line.flags().get("--warnings"));
    assertEquals(List.of("./a"), line.flags().get("--require"));
    assertEquals("run_main_module", line.mainScript());
  }

  @Test
  void takesTextsToEvaluate() throws BadOptionException {
    CommandLine printed = parse("-p", "1 + 1", "argument");
    assertTrue(printed.isSet("--print"));
    assertEquals("1 + 1", printed.flags().get("--eval"));
    assertEquals(List.of("argument"), printed.argv());
    assertEquals("eval_string", parse("--eval=2").mainScript());
    assertEquals("eval_stdin", parse().mainScript());
    assertEquals("eval_stdin", parse("-").mainScript());
  }

  @Test
  void endsOptionsAtTwoDashes() throws BadOptionException {
    assertEquals(List.of("-v"), parse("--", "-v").argv());
  }

  @Test
  void saysWhatIsWrong() {
    assertEquals("bad option: --nope", failure(null, "--nope"));
    assertEquals("-r requires an argument", failure(null, "-r"));
    assertEquals("--version is not allowed in NODE_OPTIONS", failure("--version"));
    assertEquals("invalid value for NODE_OPTIONS (unterminated string)", failure("--require \"x"));
  }

  @Test
  void readsNodeOptionsFirst() throws BadOptionException {
    CommandLine line =
        CommandLine.parse(
            new String[] {"--max-http-header-size=10", "a.js"},
            "--max-http-header-size=20 --require \"./with blank\"");
    assertEquals(10, line.flags().get("--max-http-header-size"));
    assertEquals(List.of("./with blank"), line.flags().get("--require"));
  }

  @Test
  void saysWhichOptionsCannotBe() {
    assertEquals(
        "--no-title is an invalid negation because it is not a boolean option",
        failure(null, "--no-title"));
    assertEquals("--title= requires an argument", failure(null, "--title="));
    assertEquals("either --check or --eval can be used, not both", failure(null, "-c", "-e", "1"));
    assertEquals(
        "invalid value for --unhandled-rejections", failure(null, "--unhandled-rejections=x"));
    assertEquals("invalid value for --unhandled-rejections", failure("--unhandled-rejections=x"));
  }

  @Test
  void refusesWhatItCannotDo() {
    assertEquals("--permission is not supported", failure(null, "--permission", "a.js"));
    assertEquals("--watch is not supported", failure(null, "--watch", "a.js"));
    assertEquals("--force-fips is not supported", failure(null, "--force-fips", "a.js"));
    assertEquals("--inspect is not supported", failure("--inspect", "a.js"));
    assertEquals("--interactive is not supported", failure(null, "-i"));
    assertEquals("--watch-path is not supported", failure(null, "--watch-path=.", "a.js"));
    assertEquals(
        "--max-old-space-size-percentage must be greater than 0 and up to 100. Got: 1%",
        failure(null, "--max-old-space-size-percentage=1%"));
  }

  @Test
  void knowsWhetherThereAreOptions() throws BadOptionException {
    assertTrue(parse("a.js", "--title=x").areDefaults());
    assertTrue(parse("-p", "1").areDefaults());
    assertTrue(parse("-e", "1").areDefaults());
    assertFalse(parse("--title=x", "a.js").areDefaults());
    assertFalse(parse("--no-warnings", "a.js").areDefaults());
    assertFalse(CommandLine.parse(new String[] {"a.js"}, "--no-warnings").areDefaults());
  }

  @Test
  void findsOutWhoIsToTalkWithTheUser() throws BadOptionException {
    assertTrue(parse().wantsRepl());
    assertFalse(parse("-").wantsRepl());
    assertFalse(parse("-e", "1").wantsRepl());
    assertFalse(parse("a.js").wantsRepl());
  }

  @Test
  void scalesStacks() {
    assertEquals(16 * 1024, JvmLimits.stackKb(984));
    assertEquals(1024, JvmLimits.stackKb(1));
    assertEquals(1024 * 1024, JvmLimits.stackKb(Integer.MAX_VALUE));
    assertEquals(12.5, JvmLimits.percentage("12.5"));
    assertEquals(0, JvmLimits.percentage("1d"));
    assertEquals(0, JvmLimits.percentage("NaN"));
  }

  @Test
  void readsNumbersAsFarAsTheyAreNumbers() throws BadOptionException {
    assertEquals(12, parse("--stack-trace-limit=12x").flags().get("--stack-trace-limit"));
    assertEquals(0, parse("--stack-trace-limit=x").flags().get("--stack-trace-limit"));
    assertEquals(true, parse("--warnings=0").flags().get("--warnings"));
  }

  @Test
  void readsNodeOptionsOfEnvironmentFiles(@TempDir Path folder) throws Exception {
    Path file = folder.resolve(".env");
    Files.writeString(file, "A=1\n NODE_OPTIONS = \"--no-warnings --title=x\" # comment\nB=2\n");
    CommandLine line = parse("--env-file=" + file, "a.js");
    assertEquals(false, line.flags().get("--warnings"));
    assertEquals("x", line.flags().get("--title"));
    CommandLine own = CommandLine.parse(new String[] {"--env-file=" + file}, "--title=own");
    assertEquals("own", own.flags().get("--title"));
  }
}
