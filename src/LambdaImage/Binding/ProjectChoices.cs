using static LambdaImage.Binding.Arguments;

namespace LambdaImage.Binding;

/// <summary>Makes the engine's request of what a user said about a project.</summary>
internal static class ProjectChoices
{
    /// <summary>The names of the choices that were made, as they are typed; empty when everything is left to
    /// detection.</summary>
    public static IReadOnlyList<string> Made(this IProjectParameters choices) =>
    [
        .. new (string Name, object? Value)[]
        {
            ("-Dockerfile", Given(choices.Dockerfile)),
            ("-Image", Given(choices.Image)),
            ("-Framework", Given(choices.Framework)),
            ("-Handler", Given(choices.Handler)),
            ("-Architecture", choices.Architecture),
            ("-RuntimeVersion", Given(choices.RuntimeVersion)),
            ("-Name", Given(choices.Name)),
            ("-Configuration", Given(choices.Configuration)),
        }
        .Where(choice => choice.Value is not null).Select(choice => choice.Name),
        .. choices.Settings().Select(setting => setting.Source).Distinct(),
    ];

    /// <summary>A request for a folder, or for the Dockerfile in it that a path named. What the user chose goes
    /// first; what it is relative to, if to no drive, is the folder.</summary>
    public static ProjectRequest ToRequest(
        this IProjectParameters choices, ProjectPaths paths, string folder, string? dockerfile = null) => new()
        {
            Path = folder,
            Dockerfile = paths.Anchored(Given(choices.Dockerfile)) ?? dockerfile,
            Image = Given(choices.Image),
            // Who names a framework wants the managed mode, whatever the environment says.
            UseEnvironment = Given(choices.Framework) is null,
            Framework = Given(choices.Framework),
            Handler = Given(choices.Handler),
            Architecture = choices.Architecture,
            RuntimeVersion = Given(choices.RuntimeVersion),
            Name = Given(choices.Name),
            Configuration = paths.Anchored(Given(choices.Configuration)),
            Settings = choices.Settings(),
        };

    /// <summary>A request to look at a known project again, in its own mode, with the user's choices on top.</summary>
    public static ProjectRequest ToRequest(this IProjectParameters choices, ProjectPaths paths, LambdaProject project) =>
        choices.ToRequest(paths, project.Path, project.DockerfilePath) with
        {
            Image = Given(choices.Image) ?? project.SourceImage,
            UseEnvironment = false,
            Architecture = choices.Architecture ?? project.Architecture,
            Name = Given(choices.Name) ?? project.Name,
            Configuration = paths.Anchored(Given(choices.Configuration)) ?? project.ConfigurationPath,
        };
}
