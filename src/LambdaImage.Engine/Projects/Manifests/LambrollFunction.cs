using LambdaImage.Engine.Projects.Deployment;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>What LambdaImage needs of lambroll's function.json. <see href="https://github.com/fujiwara/lambroll"/></summary>
internal static class LambrollFunction
{
    public const string File = "function.json";
    public const string Program = "function.jsonnet";

    public static Declarations Read(ProjectDirectory project)
    {
        if (project.Exists(File)) return ReadJson(project);
        return project.Exists(Program)
            ? Declarations.None with { Warnings = [$"{Program} is a program in Jsonnet, which was not run; lambroll render --function {Program} > {File} makes a file that is read, or give -Handler and -Architecture."] }
            : Declarations.None;
    }

    /// <summary>Other tools have files of that name too; lambroll's has the members of Lambda's API, with capitals.</summary>
    private static Declarations ReadJson(ProjectDirectory project)
    {
        YamlManifest? json;
        try
        {
            json = YamlManifest.Read(project, File);
        }
        catch (LambdaImageException error) when (project.ReadText(File)?.Contains("{{", StringComparison.Ordinal) == true)
        {
            return Declarations.None with { Warnings = [$"{File} is a template that was not filled in, so it was ignored ({error.Message}); give -Handler and -Architecture."] };
        }

        if (json is null || YamlManifest.Members(json.Root).All(member => member.Name is not ("FunctionName" or "PackageType" or "Handler" or "Runtime"))) return Declarations.None;
        // Template functions such as {{ env `X` }} stand inside of texts.
        var reader = new SettingsReader(json, _ => null);
        var function = new DeclaredFunction(json.Text(YamlManifest.Find(json.Root, "FunctionName"))?.Text ?? "")
        {
            Handler = Filled(reader.ReadCommand(YamlManifest.Find(json.Root, "ImageConfig", "Command"), "ImageConfig.Command") ?? reader.Read(YamlManifest.Find(json.Root, "Handler"), "Handler", "-Handler")),
            Runtime = Filled(reader.Read(YamlManifest.Find(json.Root, "Runtime"), "Runtime", "-RuntimeVersion")),
            Architecture = Filled(reader.ReadFirst(YamlManifest.Find(json.Root, "Architectures"), "Architectures", "-Architecture")),
        };
        return new Declarations([function], reader.Warnings);
    }

    private static DeclaredText? Filled(DeclaredText? text) => text?.Text.Contains("{{", StringComparison.Ordinal) == true ? null : text;
}
