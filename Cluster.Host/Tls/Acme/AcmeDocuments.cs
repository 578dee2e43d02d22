using System.Text.Json.Serialization;

namespace Cluster.Host.Tls.Acme;

// The documents an authority and its clients exchange (RFC 8555 section 7.1); what we do not use is not here.

/// <summary>Where an authority's services are (section 7.1.1).</summary>
internal sealed record DirectoryDocument(Uri NewNonce, Uri NewAccount, Uri NewOrder, Uri? RenewalInfo = null, DirectoryMeta? Meta = null);

/// <summary>What an authority says of itself.</summary>
internal sealed record DirectoryMeta(string? TermsOfService = null, bool ExternalAccountRequired = false);

/// <summary>A request for an account, or for the one that this key has (section 7.3).</summary>
internal sealed record NewAccountDocument(bool TermsOfServiceAgreed, IReadOnlyList<string>? Contact);

/// <summary>A request for a certificate (section 7.4).</summary>
internal sealed record NewOrderDocument(IReadOnlyList<IdentifierDocument> Identifiers);

/// <summary>A name to be signed.</summary>
internal sealed record IdentifierDocument(string Type, string Value);

/// <summary>How a request for a certificate stands (section 7.1.3).</summary>
internal sealed record OrderDocument(
    string Status, IReadOnlyList<Uri> Authorizations, Uri Finalize, Uri? Certificate = null, ProblemDocument? Error = null);

/// <summary>How the proof for one name stands (section 7.1.4).</summary>
internal sealed record AuthorizationDocument(IdentifierDocument Identifier, string Status, IReadOnlyList<ChallengeDocument> Challenges);

/// <summary>One way of proving (section 8).</summary>
internal sealed record ChallengeDocument(string Type, Uri Url, string Status, string? Token = null, ProblemDocument? Error = null);

/// <summary>The request to be signed (section 7.4).</summary>
internal sealed record FinalizeDocument(string Csr);

/// <summary>Why not (RFC 7807, RFC 8555 section 6.7).</summary>
internal sealed record ProblemDocument(
    string? Type = null, string? Detail = null, IReadOnlyList<SubproblemDocument>? Subproblems = null);

/// <summary>Why not, for one name.</summary>
internal sealed record SubproblemDocument(string? Type = null, string? Detail = null, IdentifierDocument? Identifier = null);

/// <summary>When an authority would like a certificate to be renewed (RFC 9773 section 4.2).</summary>
internal sealed record RenewalInfoDocument(RenewalWindow SuggestedWindow);

/// <summary>From when to when.</summary>
internal sealed record RenewalWindow(DateTimeOffset Start, DateTimeOffset End);

/// <summary>How they are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(DirectoryDocument))]
[JsonSerializable(typeof(NewAccountDocument))]
[JsonSerializable(typeof(NewOrderDocument))]
[JsonSerializable(typeof(OrderDocument))]
[JsonSerializable(typeof(AuthorizationDocument))]
[JsonSerializable(typeof(ChallengeDocument))]
[JsonSerializable(typeof(FinalizeDocument))]
[JsonSerializable(typeof(ProblemDocument))]
[JsonSerializable(typeof(RenewalInfoDocument))]
internal sealed partial class AcmeJson : JsonSerializerContext;
