"""Define the one table of a tenant: every record, five indexes, and the stream that serves as the outbox."""

from aws_cdk import RemovalPolicy, Stack
from aws_cdk import aws_dynamodb as dynamodb
from constructs import Construct

from shared.store import indexes, keys


def make_table(scope: Construct, *, keeps_data: bool) -> dynamodb.Table:
    """Create the table. If `keeps_data`, it stays when the stack is deleted and cannot be deleted by mistake."""
    table = dynamodb.Table(
        scope,
        "Table",
        partition_key=_text(keys.PK),
        sort_key=_text(keys.SK),
        billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
        stream=dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
        time_to_live_attribute=keys.TTL,
        encryption=dynamodb.TableEncryption.AWS_MANAGED,
        point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
            point_in_time_recovery_enabled=True
        ),
        deletion_protection=keeps_data,
        removal_policy=RemovalPolicy.RETAIN if keeps_data else RemovalPolicy.DESTROY,
    )
    for index in indexes.INDEXES:  # all from the first release: AWS changes one index per update
        table.add_global_secondary_index(
            index_name=index.name,
            partition_key=_text(index.pk),
            sort_key=_text(index.sk),
            projection_type=dynamodb.ProjectionType.INCLUDE if index.includes else dynamodb.ProjectionType.KEYS_ONLY,
            non_key_attributes=list(index.includes) or None,
        )
    return table


def existing_table(scope: Construct, *, name: str, stream: str) -> dynamodb.ITable:
    """Refer to a table that is there. A command has made it whole: see `infra.lifecycle.whole_table`."""
    arn = Stack.of(scope).format_arn(service="dynamodb", resource="table", resource_name=name)
    return dynamodb.Table.from_table_attributes(scope, "Table", table_arn=arn, table_stream_arn=stream)


def _text(name: str) -> dynamodb.Attribute:
    return dynamodb.Attribute(name=name, type=dynamodb.AttributeType.STRING)
