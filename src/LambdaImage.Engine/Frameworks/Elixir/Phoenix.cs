using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Frameworks.Elixir;

/// <summary>A Phoenix application as a release, behind the web adapter. <see href="https://hexdocs.pm/phoenix/releases.html"/></summary>
internal sealed class Phoenix : IFramework
{
    private static readonly string[] Databases = ["exqlite", "ecto_sqlite3"];

    public string Name => "Phoenix";

    public string? Specializes => null;

    public string LooksFor => "phoenix among the dependencies of mix.exs";

    public FrameworkFacts Facts => new("Elixir", $"{LambdaBaseImages.OfficialImages}/elixir", "bin/APP start", WebAdapter.Port,
        "SECRET_KEY_BASE, PHX_HOST and DATABASE_URL come from the function's own variables (mix phx.gen.secret). Channels and LiveView need connections that stay open, which Lambda does not give. Steps: assets, build.");

    public Detection? Detect(ProjectDirectory project)
    {
        if (MixExs.Read(project) is not { } mix || mix.Find("phoenix") is not { } phoenix) return null;
        return new Detection
        {
            Framework = this,
            Project = project,
            Runtime = LambdaBaseImages.Elixir.Choose(AskedVersions.Elixir(project)),
            Handler = mix.App is { } app ? $"bin/{app} start" : null,
            Incomplete = mix.App is null
                ? CompiledErrors.NoProgram(project.FullPath(MixExs.File), "names no application", "Give the release's command with -Handler 'bin/NAME start'; umbrella projects name releases in mix.exs.")
                : null,
            ServesHttp = true,
            Evidence = [phoenix.Says("Phoenix behind the Lambda Web Adapter")],
            Warnings = [.. Warnings(project, mix)],
        };
    }

    public void Write(Detection found, DockerfileBuilder file)
    {
        if (file.InstallsOnHost)
            throw CompiledErrors.HostInstallImpossible("Phoenix", "a release brings Erlang along, which must be that of the image's system and processor", MixExs.File);
        file.Ignore("_build", "deps", "cover", "doc", "test", "assets/node_modules", "priv/static/assets", "priv/static/cache_manifest.json", "erl_crash.dump", "*.ez", "config/*.secret.exs", ".elixir_ls");
        var image = file.ChooseBase(Image(found));
        WriteBuild(found, image, file);
        var command = StartCommand.Of(Absolute(Release(found, file)));
        file.FinalStage(image, "The same image again: the release brings the Erlang along that was compiled for it.")
            .WorkDir(LambdaBaseImages.TaskRoot)
            .Prepare(image.Distribution is LinuxDistribution.Debian ? ["ca-certificates"] : [])
            .WithWebAdapter(WebAdapter.Port,
            [
                new("PHX_SERVER", "true"), new("LANG", "C.UTF-8"),
                // A release writes its settings when it starts, and only /tmp can be written in Lambda.
                new("HOME", "/tmp"), new("RELEASE_TMP", "/tmp"), new("ERL_CRASH_DUMP", "/tmp/erl_crash.dump"),
                // Nodes of Erlang cannot reach each other in Lambda.
                new("RELEASE_DISTRIBUTION", "none"),
            ])
            .Copy([$"/src/_build/prod/rel/{command.Program[^1].Split('/')[^1]}/"], "./", from: "build")
            .Entrypoint(command.Program)
            .Cmd(command.Arguments);
    }

    private static void WriteBuild(Detection found, ParentImage image, DockerfileBuilder file)
    {
        var project = found.Project;
        string[] settings = [.. new[] { "config/config.exs", "config/prod.exs" }.Where(project.Exists)];
        var stage = file.BuildStage(image, "Compilers and Mix stay in this stage; the release is compiled on the image that runs it.")
            .WorkDir("/src")
            .Prepare(image.Distribution is LinuxDistribution.Alpine ? ["build-base", "git"] : ["build-essential", "git"])
            .Env([new("MIX_ENV", "prod"), new("LANG", "C.UTF-8")])
            .Run("mix local.hex --force", "mix local.rebar --force")
            .Comment("Packages first: this layer is used again until they change.")
            .CopyManifests([MixExs.File, .. new[] { MixExs.LockFile }.Where(project.Exists), .. project.Files("apps/*/mix.exs")])
            .Install(null, "mix deps.get --only prod");
        // Packages are compiled with these settings, and with no others.
        if (settings.Length > 0) stage.Copy(settings, "./config/");
        stage.Install(null, "mix deps.compile").Copy(["."], "./");
        if (project.Exists("assets/package.json"))
        {
            stage.Comment("Node.js makes the assets and is gone afterwards.")
                .Copy(["/usr/local"], "/usr/local/node", from: $"{LambdaBaseImages.OfficialImages}/node:{LambdaBaseImages.Node.Default}-slim")
                .Env("PATH", "/usr/local/node/bin:$PATH")
                .Install("/root/.npm", $"npm --prefix assets {(project.Exists("assets/package-lock.json") ? "ci" : "install")}");
        }

        stage.Run("mix compile");
        var hasAssets = project.Lines(MixExs.File).Any(line => line.Text.Contains("\"assets.deploy\"", StringComparison.Ordinal));
        if (hasAssets && file.Command("assets", "mix assets.deploy") is { } assets) stage.Run(assets);
        if (file.Command("build", "mix release") is { } build) stage.Comment("Lambda's user has to read the release, the cookie included.").Run(build, "chmod -R a+rX _build/prod/rel");
    }

    /// <summary>The image with the Erlang that the project asks for, where it asks.</summary>
    private static string Image(Detection found)
    {
        var image = LambdaBaseImages.Image(found.Runtime);
        var erlang = AskedVersions.Erlang(found.Project)?.Exact?.Split('.')[0];
        return erlang is null ? $"{image}-slim" : $"{image}-otp-{erlang}-slim";
    }

    /// <summary>A Procfile may start Mix, which the image does not have.</summary>
    private static string Release(Detection found, DockerfileBuilder file)
    {
        if (!found.Handler!.StartsWith("mix ", StringComparison.Ordinal) || MixExs.Read(found.Project)?.App is not { } app) return found.Handler;
        file.Warn($"The image has a release and no Mix, so bin/{app} start is used instead of '{found.Handler}'.");
        return $"bin/{app} start";
    }

    private static string Absolute(string command) => command.StartsWith("bin/", StringComparison.Ordinal) ? $"{LambdaBaseImages.TaskRoot}/{command}" : command;

    private static IEnumerable<string> Warnings(ProjectDirectory project, MixExs mix)
    {
        if (!project.Exists(MixExs.LockFile)) yield return "There is no mix.lock, so each build may take other versions; commit the file that 'mix deps.get' writes.";
        if (Databases.Select(mix.Find).FirstOrDefault(found => found is not null) is { } database)
            yield return $"{database.Name}: a SQLite database in the image is read-only in Lambda; use a database server or a file in /tmp.";
        if (!project.Exists("config/runtime.exs")) yield return "There is no config/runtime.exs, so the release cannot read PORT and SECRET_KEY_BASE when it starts.";
    }
}
