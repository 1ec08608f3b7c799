using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Frameworks;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Projects.Deployment;

/// <summary>Puts what other tools' files declare in the place of what was guessed from sources, and says so.</summary>
internal sealed class DeclaredChoices(DeploymentFiles files, ProjectRequest request)
{
    /// <summary>Whether a declaration supplies the handler that a detection did not find.</summary>
    public bool Completes(Detection found) => found.ServesHttp
        ? files.WebCommand is { } command && WebCommands.Plain(command.Text, request.Options) is not null
        : files.FunctionsFor(found.Runtime.Name).Count == 1;

    /// <summary>Whether the files declare a handler for Lambda's events that is there, so that a web server of the same
    /// language is not what is deployed.</summary>
    public bool WantsEvents(Detection server) => server.ServesHttp && files.WebCommand is null
        && files.FunctionsFor(server.Runtime.Name) is [var single] && DeclaredHandler.Of(server.Project, single, server.Runtime.Name) is { File: not null };

    /// <summary>The detection with the declared handler and version.</summary>
    public Detection Apply(Detection found)
    {
        found = found with { Warnings = [.. found.Warnings, .. files.Warnings] };
        found = found with { Evidence = [.. found.Evidence, .. files.Dockerfiles.Select(file => file.Says("the project's own Dockerfile"))] };
        if (request.Handler is null) found = found.ServesHttp ? WithCommand(found) : WithHandler(found);
        return WithVersion(found);
    }

    private Detection WithCommand(Detection found)
    {
        if (files.WebCommand is not { } command) return found;
        if (WebCommands.Plain(command.Text, request.Options) is { } plain)
            return found with { Handler = plain, Incomplete = null, Evidence = [.. found.Evidence, command.Says("how the server starts")] };
        return Warned(found, $"{command.Place} starts the web server with \"{command.Text}\", which needs a shell, so it was not used; give a plain command with -Handler, or put this one into a script.");
    }

    private Detection WithHandler(Detection found)
    {
        var functions = files.FunctionsFor(found.Runtime.Name);
        if (functions.Count == 0) return found;
        if (functions.Count > 1)
        {
            var names = string.Join(", ", functions.Select(function => $"{function.Handler!.Text} ({function.Handler.Place})"));
            return found.Incomplete is not null
                ? found with { Incomplete = ProjectErrors.SeveralHandlers(found.Project.Path, names, functions[0].Handler!.Text) }
                : Warned(found, $"Several functions are declared: {names}. {(found.Handler is null ? "Choose one" : $"{found.Handler} is used; choose another")} with -Handler.");
        }

        var declared = DeclaredHandler.Of(found.Project, functions[0], found.Runtime.Name);
        if (declared.Text == found.Handler) return Proven(found, declared);
        if (found.Handler is null) return Proven(found with { Handler = declared.Text, Incomplete = null }, declared);
        // What is compiled has another place in the image than its source; the framework knows which.
        if (declared.IsSource && found.Evidence.Any(evidence => evidence.File == declared.File)) return Proven(found, declared);
        if (declared.IsSource || declared.IsMissing)
            return Warned(found, $"{declared.Source.Place} names the handler {declared.Source.Text}, {(declared.IsMissing ? "but there is no file for it" : "which is compiled first")}; {found.Handler} is used. Choose with -Handler.");
        return Proven(found with { Handler = declared.Text }, declared);
    }

    private Detection WithVersion(Detection found)
    {
        if (request.RuntimeVersion is { } chosen) return found with { Runtime = found.Runtime with { Version = chosen, Reason = "-RuntimeVersion" } };
        var asked = AskedVersions.For(found.Runtime.Name, found.Project);
        if (files.VersionOf(found.Runtime.Name) is { } declared && LambdaBaseImages.Family(found.Runtime.Name) is { } family)
        {
            if (found.Runtime.Name == LambdaBaseImages.Dotnet.Name && !Targets(found, declared))
                return Warned(found, $"{declared}, but {found.Runtime.Reason}; the project file counts.");
            asked = VersionFiles.First([declared, .. declared.Others, asked, .. asked?.Others ?? []]);
            var runtime = family.Choose(asked);
            found = found with { Runtime = runtime, Evidence = [.. found.Evidence, files.RuntimeAt(declared).Says(runtime.ToString())] };
        }

        return found with { Warnings = [.. found.Warnings, .. AskedVersions.Disagreements(found.Runtime, asked)] };
    }

    /// <summary>The target is compiled into a .NET program: only a project that has several leaves a choice.</summary>
    private static bool Targets(Detection found, AskedVersion declared) => declared.Constraint == found.Runtime.Version
        || CsProj.ReadAll(found.Project).Any(project => project.Targets is { } targets && DotnetVersions.Majors(targets.Text).Any(major => declared.Allows($"{major}")));

    /// <summary>The declaration is the evidence for the handler; a framework may have read it already, or have guessed another from the sources.</summary>
    private static Detection Proven(Detection found, DeclaredHandler handler)
    {
        var evidence = handler.Source.Says("the handler");
        return found with { Evidence = [.. found.Evidence.Where(other => other != evidence), evidence] };
    }

    private static Detection Warned(Detection found, string warning) => found with { Warnings = [.. found.Warnings, warning] };
}
