using LambdaImage.Engine.Configuration;

namespace LambdaImage.Engine.Errors;

/// <summary>What can be wrong with lambda-image.yml, and with its keys given on the command line.</summary>
internal static class ConfigurationErrors
{
    private const string Reference = "See docs/lambda-image-yml.md for every key.";

    public static LambdaImageException NotFound(string path) => new(
        ErrorKind.ProjectFileInvalid, $"There is no configuration {path}.",
        "Check the path given with -Configuration, or leave it out to take lambda-image.yml of the project folder if there is one.", path);

    public static LambdaImageException Two(string first, string second) => new(
        ErrorKind.ProjectFileInvalid, $"There are both {first} and {Path.GetFileName(second)}, and it is not clear which one counts.",
        "Remove one of them, or name one with -Configuration.", first);

    public static LambdaImageException NotYaml(ConfigurationPlace place, string problem) =>
        At(place, $"it is not valid YAML: {FirstLine(problem)}", "Correct it there; a missing space after ':' and a tab in the indentation are usual causes.");

    public static LambdaImageException Alias(ConfigurationPlace place, string alias) =>
        At(place, $"anchors and aliases ({alias}) are not read here", "Write the value out.");

    public static LambdaImageException Tagged(ConfigurationPlace place, string tag) =>
        At(place, $"tags ({tag}) are not read here", "Write the value without it.");

    public static LambdaImageException SecondDocument(ConfigurationPlace place) =>
        At(place, "a second document begins", "Keep one document in the file: remove the line '---'.");

    public static LambdaImageException TooDeep(ConfigurationPlace place, int limit) =>
        At(place, $"values are nested more than {limit} deep", Reference);

    public static LambdaImageException NotAKey(ConfigurationPlace place) => At(place, "a key has to be a text", Reference);

    public static LambdaImageException Duplicate(ConfigurationPlace place, string key, ConfigurationPlace first) =>
        At(place, $"the key '{key}' is given twice, first in line {first.Line}", "Keep one of them.");

    public static LambdaImageException UnknownKey(ConfigurationPlace place, string key, string? nearest, IEnumerable<string> known) =>
        At(place, $"there is no key '{key}'", nearest is null ? $"There are: {string.Join(", ", known)}. {Reference}" : $"Did you mean {nearest}? {Reference}", key);

    public static LambdaImageException UnknownSetting(ConfigurationPlace place, string key, string? nearest) =>
        At(place, $"lambda-image.yml has no key '{key}'", nearest is null ? Reference : $"Did you mean {nearest}? {Reference}", key);

    public static LambdaImageException Expected(ConfigurationPlace place, string key, string wanted) =>
        At(place, $"{key} has another form than it should", $"Give it {wanted}.", key);

    public static LambdaImageException Missing(ConfigurationPlace place, string key, string wanted, bool mayBeEmpty) =>
        At(place, $"{key} has no value", $"Give it {wanted}, or remove the key{(mayBeEmpty ? "; '' is an empty text" : "")}.", key);

    public static LambdaImageException Unfit(ConfigurationPlace place, string key, string value, string wanted) =>
        At(place, $"{key} is '{Shortened(value)}'", $"Give it {wanted}.", key);

    public static LambdaImageException NotOfKind(ConfigurationPlace place, string key, string value, string kind) =>
        At(place, $"{key} has '{Shortened(value)}', which is not {kind}", Reference, key);

    public static LambdaImageException NoSuchChoice(ConfigurationPlace place, string key, string value, IEnumerable<string> choices, string? nearest) =>
        At(place, $"{key} is '{Shortened(value)}', and it can be {string.Join(", ", choices)}", nearest is null ? "Choose one of these." : $"Did you mean {nearest}?", key);

    public static LambdaImageException LineBreak(ConfigurationPlace place, string key) =>
        At(place, $"{key} has a line break or another control character in it, which a Dockerfile cannot hold there", "Write it on one line; join commands with &&.", key);

    public static LambdaImageException CommandIsOneWord(ConfigurationPlace place, string key, string text) =>
        At(place, $"{key} is '{Shortened(text)}', which would be one word with spaces in it",
            $"Write it as a list: {key[(key.LastIndexOf('.') + 1)..]}: [{string.Join(", ", text.Split(' ', StringSplitOptions.RemoveEmptyEntries))}].", key);

    public static LambdaImageException SecretValue(ConfigurationPlace place) =>
        At(place, "secrets holds something else than ids, and the value of a secret does not belong there",
            "Name ids only (secrets: [npm], or {id: npm, variable: NPM_TOKEN}), and give the values when the image is built: -Secret @{ npm = './token' }.", "secrets");

    public static LambdaImageException SecretWithoutId(ConfigurationPlace place) =>
        At(place, "a secret has no id", "Write it as an id (npm), or as {id: npm, variable: NPM_TOKEN}.", "secrets");

    public static LambdaImageException ModeConflict(ConfigurationPlace dockerfile, ConfigurationPlace image) => new(
        ErrorKind.ModeConflict, $"{dockerfile} names a Dockerfile and {image} an existing image; an image comes from one of them.",
        "Remove one of the two keys.", dockerfile.Source, image.Location);

    public static LambdaImageException UnknownFramework(ConfigurationPlace place, string name, string? nearest, IEnumerable<string> known) =>
        At(place, $"LambdaImage knows no framework '{Shortened(name)}'. It knows {string.Join(", ", known)}", nearest is null ? "Use one of these, or remove the key." : $"Did you mean {nearest}?", name);

    public static LambdaImageException FileMissing(ConfigurationPlace place, string key, string path) =>
        At(place, $"{key} names {path}, which does not exist", "Correct the path, or create it.", path);

    public static LambdaImageException PatternInvalid(ConfigurationPlace place, string pattern, string problem) =>
        At(place, $"the ignore pattern '{Shortened(pattern)}' cannot be used: {problem}", "See https://docs.docker.com/build/concepts/context/#dockerignore-files for the patterns.", "ignore");

    public static LambdaImageException Unresolved(ConfigurationPlace place, string reference, string problem, string remedy) =>
        At(place, $"${{{Shortened(reference)}}} cannot be filled in: {problem}", remedy, reference);

    public static LambdaImageException TooLong(ConfigurationPlace place, string reference, int limit) =>
        At(place, $"${{{Shortened(reference)}}} fills in more than {limit} characters", "Write it shorter: variables that repeat each other grow quickly.", reference);

    public static LambdaImageException NoSuchStage(string file, string stage, IEnumerable<string> stages, string? nearest) => new(
        ErrorKind.RequestInvalid, $"{file} has no stage '{stage}'; it has {string.Join(", ", stages)}.",
        nearest is null ? "Name one of these with -Stage, or add it to the file." : $"Did you mean -Stage {nearest}?", stage);

    private static LambdaImageException At(ConfigurationPlace place, string problem, string remedy, string? target = null) => new(
        place.IsFile ? ErrorKind.ProjectFileInvalid : ErrorKind.RequestInvalid, $"{place}: {problem}.", remedy, target ?? place.Source, place.Location);

    private static string FirstLine(string text) => text.Split('\n')[0].TrimEnd('\r', '.');

    private static string Shortened(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
