using System.Text.Json;
using System.Text.Json.Serialization;
using Cluster.Actors.Accounts;
using Cluster.Actors.Bridges;
using Cluster.Actors.Rooms;

namespace Cluster.Actors.Serialization;

/// <summary>Writes an id as its text and reads it by the same check that makes it, so that no message holds an id that is none.</summary>
internal abstract class IdConverter<T> : JsonConverter<T>
    where T : struct
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return TryParse(text, out var id) ? id : throw new JsonException($"This is no {typeof(T).Name}.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

    /// <summary>Reads an id.</summary>
    protected abstract bool TryParse(string? text, out T id);
}

/// <summary>Room names.</summary>
internal sealed class RoomNameConverter : IdConverter<RoomName>
{
    /// <inheritdoc/>
    protected override bool TryParse(string? text, out RoomName id) => RoomName.TryCreate(text, out id, out _);
}

/// <summary>Login names.</summary>
internal sealed class AccountNameConverter : IdConverter<AccountName>
{
    /// <inheritdoc/>
    protected override bool TryParse(string? text, out AccountName id) => AccountName.TryCreate(text, out id, out _);
}

/// <summary>Account ids.</summary>
internal sealed class AccountIdConverter : IdConverter<AccountId>
{
    /// <inheritdoc/>
    protected override bool TryParse(string? text, out AccountId id) => AccountId.TryCreate(text, out id);
}

/// <summary>Bridge keys.</summary>
internal sealed class BridgeKeyConverter : IdConverter<BridgeKey>
{
    /// <inheritdoc/>
    protected override bool TryParse(string? text, out BridgeKey id) => BridgeKey.TryParse(text, out id);
}
