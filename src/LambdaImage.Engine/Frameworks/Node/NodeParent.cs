using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Runtimes;
using LambdaImage.Engine.SystemPackages;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>The base image of a Node.js project with the system packages that its packages need there.</summary>
/// <param name="Image">The base image.</param>
/// <param name="Needs">System packages in its distribution's names.</param>
internal sealed record NodeParent(ParentImage Image, SystemNeeds Needs)
{
    /// <summary>Debian's release is named, because the names of its packages change between releases.</summary>
    private const string DebianVariant = "bookworm-slim";

    /// <summary>Packages that make others' need of a browser go away.</summary>
    private const string LambdaChromium = "@sparticuz/chromium";
    private static readonly string[] Browsers = ["puppeteer", "playwright", "chrome-aws-lambda"];

    /// <summary>Programs by absolute paths that are no links, as Lambda wants them. <see href="https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#images-parms"/></summary>
    public string Node => Image.IsLambda ? "/var/lang/bin/node" : "/usr/local/bin/node";

    public string Npm => $"{(Image.IsLambda ? "/var/lang" : "/usr/local")}/lib/node_modules/npm/bin/npm-cli.js";

    /// <summary>AWS's image, unless the user chose another or it lacks what the project needs.</summary>
    public static NodeParent Choose(NodeApp app, LambdaRuntime runtime, IReadOnlyList<Dependency> packages, DockerfileBuilder file)
    {
        Refuse(app);
        var image = file.ChooseBase(LambdaBaseImages.Image(runtime));
        var needs = Find(packages, image, file);
        Advise(app, needs, file);
        if (needs.Lacking is not [var lacking, ..]) return new NodeParent(image, needs);
        var debian = $"{LambdaBaseImages.OfficialImages}/node:{runtime.Version}-{DebianVariant}";
        var lack = $"{lacking.Dependency.Name} ({lacking.Dependency.File}:{lacking.Dependency.Line}) needs {string.Join(", ", DebianNames(lacking))}, which {image.Distribution!.Value.Name()} does not have";
        if (file.Options.Base != new BaseImageOptions())
        {
            file.Warn($"{lack}; choose {debian} as the base image, or leave it to LambdaImage.");
            return new NodeParent(image, needs);
        }

        file.Warn($"{lack}, so the image is made from Debian's {debian}.");
        image = file.ChooseBase(debian);
        return new NodeParent(image, Find(packages, image, file));
    }

    private static SystemNeeds Find(IReadOnlyList<Dependency> packages, ParentImage image, DockerfileBuilder file)
    {
        var hasChromium = packages.Any(package => package.Name == LambdaChromium);
        return file.Automatic(NodePackageTable.Table.Needs(
            packages.Where(package => !hasChromium || !Browsers.Contains(package.Name)), image.Distribution ?? LinuxDistribution.AmazonLinux2023, NodePrebuilds.Has));
    }

    private static void Refuse(NodeApp app)
    {
        foreach (var row in NodePackageTable.Table.Rows.Where(row => row.Refusal is not null))
        {
            if (app.Manifest?.Find(row.Dependency) is { } package) throw NodeErrors.NotForLambda(package.Name, package.Line, row.Refusal!);
        }
    }

    private static void Advise(NodeApp app, SystemNeeds needs, DockerfileBuilder file)
    {
        foreach (var need in needs.Reasons.Where(need => need.Row.Advice is not null))
        {
            if (app.Manifest?.Find(need.Dependency.Name) is { } package) file.Warn($"{app.Folder}package.json:{package.Line} {package.Name}: {need.Row.Advice}.");
        }
    }

    private static string[] DebianNames(SystemNeed need) =>
        [.. need.Row.Debian.Split('|')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(3)];
}
