namespace LambdaImage;

/// <summary>How an image that a function runs stands to what is in Amazon ECR now.</summary>
public enum ImageDrift
{
    /// <summary>It is there, and its tags, as far as they are known, point at it.</summary>
    None,

    /// <summary>The tag it was deployed from points at another image now: the function runs an older one.</summary>
    TagMoved,

    /// <summary>The tag it was deployed from does not exist any more.</summary>
    TagGone,

    /// <summary>The image is archived: Lambda cannot read it again.</summary>
    ImageArchived,

    /// <summary>The image is not in its repository any more: Lambda cannot read it again.</summary>
    ImageGone,

    /// <summary>The repository does not exist any more.</summary>
    RepositoryGone,
}
