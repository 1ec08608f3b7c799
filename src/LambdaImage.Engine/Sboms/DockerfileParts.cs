using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Lint;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Sboms;

/// <summary>What the Dockerfile itself brings: its base image, images that it copies from, and system packages that it installs.</summary>
internal static class DockerfileParts
{
    private static readonly string[] Removals = ["remove", "purge", "del", "erase", "autoremove"];

    /// <param name="file">The Dockerfile.</param>
    /// <param name="target">Stage that was built; null: the last.</param>
    /// <param name="baseImage">The base with the digest that was used; null: what FROM says.</param>
    /// <param name="architecture">Processor of the image.</param>
    /// <exception cref="LambdaImageException">The Dockerfile breaks the grammar.</exception>
    public static SbomParts Read(LambdaDockerfile file, string? target, string? baseImage, LambdaArchitecture architecture)
    {
        var subject = new LintSubject(DockerfileReader.Read(file.Text, file.Path!), file.Text, target);
        var name = Path.GetFileName(file.Path!);
        List<SbomPart> images = [];
        List<string> warnings = [];
        var from = subject.Chain[^1].From;
        if ((baseImage is null ? subject.Base.Reference : ImageReference.TryParse(baseImage)) is { } based) images.Add(Image(based, from.Lines.First));
        else if (!subject.Base.IsScratch) warnings.Add($"{file.Path}:{from.Lines.First}: the base image is not in the SBOM, because variables hide its name.");
        images.AddRange(Copied(subject).Select(copied => Image(copied.Image, copied.Line)));
        return SbomParts.Flat([.. images, .. Packages(subject, name, architecture)]) with { Warnings = warnings };

        SbomPart Image(ImageReference image, int line) => new(PackageUrl.Of(image, architecture), image.Name, image.Digest?.Value ?? image.Tag)
        {
            Type = "container",
            Place = (name, line),
        };
    }

    /// <summary>Images, not stages, that COPY takes files from. A single word may also be a context that was named when the image was built.</summary>
    private static IEnumerable<(ImageReference Image, int Line)> Copied(LintSubject subject) =>
        from copy in subject.InImage.OfType<Copy>()
        where copy.From.AsSpan().IndexOfAny(":/@") >= 0
        let image = ImageReference.TryParse(StageView.WithDefaults(copy.From!, subject.Document))
        where image is not null
        select (image, copy.Lines.First);

    private static List<SbomPart> Packages(LintSubject subject, string file, LambdaArchitecture architecture)
    {
        var present = new Dictionary<string, (SbomPart Part, string? Group)>(StringComparer.Ordinal);
        foreach (var call in PackageCall.In(subject.CommandsInImage))
        {
            if (call.Installs)
            {
                foreach (var (name, word) in call.Packages.Where(package => !package.Word.IsOpen))
                    present[name] = (Package(call, name, word.Text, subject.Base.System, architecture) with { Place = (file, call.Command.Place.Line) }, Virtual(call));
            }
            else if (Removals.Contains(call.Verb))
            {
                var gone = call.Packages.Select(package => package.Name).ToHashSet(StringComparer.Ordinal);
                foreach (var (name, (_, group)) in present.ToArray())
                {
                    if (gone.Contains(name) || (group is not null && gone.Contains(group))) present.Remove(name);
                }
            }
        }

        return [.. present.Values.Select(package => package.Part)];
    }

    /// <summary>Name under which apk removes packages together.</summary>
    private static string? Virtual(PackageCall call)
    {
        var words = call.Command.Arguments;
        for (var index = 0; index < words.Count; index++)
        {
            if (words[index].Text.StartsWith("--virtual=", StringComparison.Ordinal)) return words[index].Text["--virtual=".Length..];
            if (words[index].Text is "--virtual" or "-t" && call.Manager == "apk" && index + 1 < words.Count) return words[index + 1].Text;
        }

        return null;
    }

    private static SbomPart Package(PackageCall call, string name, string word, LinuxSystem system, LambdaArchitecture architecture)
    {
        // apt and apk pin with '='; the other names run into their versions.
        var version = word.StartsWith(name + "=", StringComparison.Ordinal) ? word[(name.Length + 1)..].TrimStart('=') : null;
        var (type, scope, processor) = call switch
        {
            { IsApt: true } => ("deb", system == LinuxSystem.Ubuntu ? "ubuntu" : "debian", architecture.OciName()),
            { Manager: "apk" } => ("apk", system == LinuxSystem.Wolfi ? "wolfi" : "alpine", architecture == LambdaArchitecture.Arm64 ? "aarch64" : "x86_64"),
            _ => ("rpm", system switch
            {
                LinuxSystem.RedHat => "redhat",
                LinuxSystem.Unknown => "linux",
                _ => "amzn",
            }, architecture == LambdaArchitecture.Arm64 ? "aarch64" : "x86_64"),
        };
        return new(PackageUrl.Of(type, scope, type == "rpm" ? name : name.ToLowerInvariant(), version, ("arch", processor)), name, version);
    }
}
