using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Frameworks.Java;

/// <summary>Finds in sources of Java, Kotlin and Groovy what Lambda could call, and what starts a program.</summary>
internal static partial class JavaSources
{
    private const string Method = "::handleRequest";

    /// <summary>Classes that implement one of Lambda's interfaces, as <c>package.Class::handleRequest</c>.</summary>
    public static IReadOnlyList<(string Handler, JavaModule Module, Evidence Evidence)> FindHandlers(IEnumerable<JavaModule> modules) =>
        [.. Types(modules, Handler()).Select(found => (found.Name + Method, found.Module, found.Evidence with { Conclusion = "the handler" }))];

    /// <summary>Classes that a framework's own base class makes handlers.</summary>
    public static IReadOnlyList<(string Handler, JavaModule Module, Evidence Evidence)> FindMicronautHandlers(IEnumerable<JavaModule> modules) =>
        [.. Types(modules, MicronautHandler()).Select(found => (found.Name + Method, found.Module, found.Evidence with { Conclusion = "the handler" }))];

    /// <summary>Classes marked as Spring Boot's application.</summary>
    public static IReadOnlyList<(string Name, JavaModule Module, Evidence Evidence)> FindSpringApplications(IEnumerable<JavaModule> modules) =>
        [.. Types(modules, SpringApplication())];

    /// <summary>Classes with a <c>main</c>; Kotlin's functions outside of classes are in one that has the file's name.</summary>
    public static IReadOnlyList<(string Name, JavaModule Module, Evidence Evidence)> FindMains(IEnumerable<JavaModule> modules)
    {
        List<(string, JavaModule, Evidence)> found = [];
        foreach (var module in modules)
        {
            foreach (var (file, text) in module.Sources())
            {
                var isKotlin = file.EndsWith(".kt", StringComparison.Ordinal);
                if ((isKotlin ? KotlinMain() : JavaMain()).Match(text) is not { Success: true } main) continue;
                var type = Path.GetFileNameWithoutExtension(file);
                if (isKotlin) type = char.ToUpperInvariant(type[0]) + type[1..] + "Kt";
                found.Add((Package(text) + type, module, new Evidence(file, SourceCode.LineAt(text, main.Index), main.Value.Trim(), "how the server starts")));
            }
        }

        return found;
    }

    /// <summary>The module whose sources have a class.</summary>
    public static JavaModule? ModuleOf(IEnumerable<JavaModule> modules, string type)
    {
        var name = type.Split("::")[0];
        var file = $"{name.Replace('.', '/')}";
        return modules.FirstOrDefault(module => module.Sources().Any(source =>
            source.File.EndsWith($"/{file}.java", StringComparison.Ordinal) || source.File.EndsWith($"/{file}.kt", StringComparison.Ordinal)
            || (Package(source.Text) is var package && name.StartsWith(package, StringComparison.Ordinal)
                && Regex.IsMatch(source.Text, $@"\b(class|object)\s+{Regex.Escape(name[package.Length..])}\b", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)))));
    }

    /// <summary>The port that the sources or settings insist on; null when they read PORT or name none.</summary>
    public static (string Port, Evidence Evidence)? FindPort(JavaModule module)
    {
        var settings = new[] { "application.conf", "application.yaml", "application.yml", "application.properties" }
            .Select(name => $"{module.Folder}src/main/resources/{name}").Where(module.Project.Exists).Select(file => (File: file, Text: module.Project.ReadSource(file) ?? ""));
        List<(string File, string Text)> all = [.. module.Sources(), .. settings];
        if (all.Any(source => PortVariable().IsMatch(source.Text))) return null;
        foreach (var (file, text) in all)
        {
            if (FixedPort().Match(text) is not { Success: true } listen) continue;
            var port = listen.Groups["port"].Value;
            return (port, new Evidence(file, SourceCode.LineAt(text, listen.Index), listen.Value.Trim(), $"listens on {port}"));
        }

        return null;
    }

    private static IEnumerable<(string Name, JavaModule Module, Evidence Evidence)> Types(IEnumerable<JavaModule> modules, Regex pattern)
    {
        foreach (var module in modules)
        {
            foreach (var (file, text) in module.Sources())
            {
                foreach (Match type in pattern.Matches(text))
                {
                    if (type.Groups["modifiers"].Value.Contains("abstract", StringComparison.Ordinal)) continue;
                    yield return (Package(text) + type.Groups["name"].Value, module,
                        new Evidence(file, SourceCode.LineAt(text, type.Groups["name"].Index), type.Groups["signature"].Value.Trim(), ""));
                }
            }
        }
    }

    private static string Package(string text) => PackageLine().Match(text) is { Success: true } package ? package.Groups["name"].Value + "." : "";

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private const string Modifiers = @"(?<modifiers>((public|final|abstract|open|internal)\s+)*)";

    [GeneratedRegex(@"^\s*package\s+(?<name>[\w.]+)", Options | RegexOptions.Multiline, 1000)]
    private static partial Regex PackageLine();

    [GeneratedRegex(Modifiers + @"(?<signature>\b(class|object)\s+(?<name>\w+)(\s*<[^>{]*>)?(\s*\([^)]*\))?[^{;(]*?(\bimplements\b|[,:])[^{;]*?\b(RequestHandler|RequestStreamHandler)\b[^{;\n]*)", Options, 1000)]
    private static partial Regex Handler();

    [GeneratedRegex(Modifiers + @"(?<signature>\bclass\s+(?<name>\w+)[^{;]*?(\bextends\b|:)\s*(MicronautRequestHandler|MicronautRequestStreamHandler|FunctionInitializer|MicronautLambdaHandler)\b[^{;\n]*)", Options, 1000)]
    private static partial Regex MicronautHandler();

    [GeneratedRegex(@"(?<signature>@SpringBootApplication\b)(\([^)]*\))?(\s*@\w+(\([^)]*\))?)*\s*" + Modifiers + @"class\s+(?<name>\w+)", Options, 1000)]
    private static partial Regex SpringApplication();

    [GeneratedRegex(@"\b(public\s+)?static\s+(public\s+)?void\s+main\s*\(", Options, 1000)]
    private static partial Regex JavaMain();

    [GeneratedRegex(@"^(suspend\s+)?fun\s+main\s*\(", Options | RegexOptions.Multiline, 1000)]
    private static partial Regex KotlinMain();

    [GeneratedRegex(@"getenv\s*\(\s*""PORT""|\benv\s*\[\s*""PORT""|\$\{\??PORT\b|\$PORT\b", Options, 1000)]
    private static partial Regex PortVariable();

    [GeneratedRegex(@"(\.(start|listen)\s*\(\s*|\bport\s*[=:(]\s*|\bhttp\.port\s*=\s*|\bsetPort\s*\(\s*)(?<port>\d{4,5})\b", Options, 1000)]
    private static partial Regex FixedPort();
}
