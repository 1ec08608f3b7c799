namespace LambdaImage.Engine.Dockerfiles;

/// <summary>Applies the user's choice of a base image to a framework's.</summary>
internal static class BaseImageChoice
{
    public static ParentImage Apply(string image, BaseImageOptions choice)
    {
        var chosen = ParentImage.Of(choice.Image ?? Parts(image, choice));
        return choice.Distribution is { } distribution ? chosen with { Distribution = distribution } : chosen;
    }

    private static string Parts(string image, BaseImageOptions choice)
    {
        var colon = image.LastIndexOf(':');
        var (name, tag) = colon > image.LastIndexOf('/') ? (image[..colon], image[(colon + 1)..]) : (image, "");
        if (choice.Variant is { } variant) tag = variant.Length == 0 ? tag.Split('-')[0] : $"{tag.Split('-')[0]}-{variant}";
        tag = choice.Tag ?? tag;
        return (choice.Name ?? name) + (tag.Length == 0 ? "" : ":" + tag);
    }
}
