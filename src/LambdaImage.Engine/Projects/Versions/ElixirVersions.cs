using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Projects.Versions;

/// <summary>Where a project says which Elixir and which Erlang it wants.</summary>
internal static class ElixirVersions
{
    private const string Buildpack = "elixir_buildpack.config";

    public static IEnumerable<AskedVersion?> Of(ProjectDirectory project)
    {
        yield return VersionFiles.Pinned(project, ".exenv-version");
        foreach (var tool in VersionFiles.Managed(project, "elixir")) yield return WithoutErlang(tool);
        yield return WithoutErlang(Setting(project, "elixir_version"));
        yield return MixExs.Read(project)?.Elixir;
    }

    public static IEnumerable<AskedVersion?> Erlang(ProjectDirectory project)
    {
        foreach (var tool in VersionFiles.Managed(project, "erlang")) yield return tool;
        yield return Setting(project, "erlang_version");
    }

    /// <summary>asdf names the Erlang that an Elixir was compiled with: <c>1.18.1-otp-27</c>.</summary>
    private static AskedVersion? WithoutErlang(AskedVersion? asked) =>
        asked is null ? null : asked with { Constraint = asked.Constraint.Split("-otp-")[0] };

    /// <summary>A line of Heroku's build pack. <see href="https://github.com/HashNuke/heroku-buildpack-elixir"/></summary>
    private static AskedVersion? Setting(ProjectDirectory project, string name) => project.Lines(Buildpack)
        .Where(line => line.Text.StartsWith(name + "=", StringComparison.Ordinal))
        .Select(line => VersionFiles.Numbered(new AskedVersion(line.Text[(name.Length + 1)..].Trim().Trim('"', '\''), Buildpack, line.Number), "v"))
        .FirstOrDefault();
}
