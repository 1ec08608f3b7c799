using LambdaImage.Engine.Configuration;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Sources;

namespace LambdaImage.Engine.Builders;

/// <summary>The labels that a build adds to those of its Dockerfile: of the source, over them those of the configuration, over them those of
/// the request. None unless somebody asks: an unchanged project must keep its digest.</summary>
internal sealed class ImageLabels(SourceLabels source)
{
    /// <summary>The request with all labels.</summary>
    /// <exception cref="LambdaImageException">A name or value cannot be a label.</exception>
    public async Task<BuildRequest> AddAsync(BuildRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var project = request.Dockerfile.Project;
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        if (request.SourceLabels || project.Options.SourceLabels == true)
            Put(await source.ReadAsync(Directory.Exists(project.Path) ? project.Path : null, reporter, cancel));
        Put(project.Options.Labels);
        Put(request.Labels);
        foreach (var (name, value) in labels)
        {
            if (name.Length == 0 || name.Any(letter => letter == '=' || char.IsWhiteSpace(letter) || char.IsControl(letter)) || value.Any(char.IsControl))
                throw BuilderErrors.LabelInvalid(name);
        }

        return request with { Labels = labels };

        void Put(IReadOnlyDictionary<string, string> more)
        {
            foreach (var (name, value) in more) labels[name] = value;
        }
    }

    /// <summary>Names that look like those of secrets.</summary>
    public static IEnumerable<string> Warnings(BuildRequest request) =>
        from name in request.Labels.Keys
        where VisibleSecrets.IsLikely(name)
        select $"The label {name} looks like a secret, and everybody who has the image can read it. Leave it out.";
}
