using LambdaImage.Engine.Builders.ContainerCli;
using LambdaImage.Engine.Builders.Context;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci.Layout;

namespace LambdaImage.Engine.Builders.Nerdctl;

/// <summary>Named contexts as nerdctl takes them: by the shortest name of an image, and of layouts one, by its folder, which must hold one image only.
/// <see href="https://github.com/containerd/nerdctl/blob/main/pkg/cmd/builder/build.go"/></summary>
internal static class NerdctlContexts
{
    /// <exception cref="LambdaImageException">It cannot take one.</exception>
    public static async Task<IReadOnlyList<string>> ArgumentsAsync(BuildJob job, BuildEngine engine, CancellationToken cancel)
    {
        List<string> arguments = [];
        var layouts = 0;
        foreach (var (name, context) in new NamedContexts(job.Request).All)
        {
            var source = BuildArguments.ContextSource(context);
            if (LayoutReference.Find(context) is { } layout)
            {
                if (++layouts > 1) throw BuilderErrors.ContextUnsupported(engine, name, context, "it takes one layout at a time");
                if (OciLayout.Count(layout.Folder) > 1) throw BuilderErrors.ContextUnsupported(engine, name, context, "it takes a layout of one image only");
                await OciLayout.OpenAsync(layout.Folder, job.Architecture, null, isCached: false, cancel, layout.Selector);
                source = BuildRequest.LayoutPrefix + layout.Folder;
            }

            arguments.AddRange(["--build-context", $"{name}={source}"]);
        }

        return arguments;
    }
}
